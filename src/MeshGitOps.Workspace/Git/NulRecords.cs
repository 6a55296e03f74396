namespace MeshGitOps.Workspace.Git;

/// <summary>Reads what a program separates by zero bytes (its option <c>-z</c>), piece by piece, without holding more than one record.</summary>
/// <param name="maxRecord">In bytes; of a longer record only so many are kept.</param>
internal sealed class NulRecords(Stream stream, int maxRecord)
{
    private readonly byte[] _block = new byte[64 * 1024];
    private readonly byte[] _record = new byte[maxRecord];
    private int _start;
    private int _end;

    /// <summary>Of all records so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether there was a record; at the end of the stream there is none. It is good until the next call.</summary>
    /// <param name="isWhole">Whether it was not longer than what is kept of it.</param>
    public bool TryRead(out ReadOnlySpan<byte> record, out bool isWhole)
    {
        var kept = 0;
        isWhole = true;
        while (true)
        {
            var rest = _block.AsSpan(_start, _end - _start);
            var end = rest.IndexOf((byte)0);
            var part = end < 0 ? rest : rest[..end];
            if (end >= 0 && kept == 0 && isWhole && part.Length <= maxRecord)
            {
                Advance(end + 1);
                record = part;
                return true;
            }

            var room = Math.Min(part.Length, maxRecord - kept);
            part[..room].CopyTo(_record.AsSpan(kept));
            kept += room;
            isWhole &= room == part.Length;
            Advance(end < 0 ? rest.Length : end + 1);
            if (end >= 0)
            {
                record = _record.AsSpan(0, kept);
                return true;
            }

            _start = 0;
            _end = stream.Read(_block);
            if (_end == 0)
            {
                record = [];
                return false;
            }
        }
    }

    private void Advance(int count)
    {
        _start += count;
        Bytes += count;
    }
}
