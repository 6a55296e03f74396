using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Workspace.Transactions;

/// <summary>
/// What a command was about to do: a header, a line <c>write|delete HASH PREVIOUS PATH</c> per file ('-' for no hash), and <c>end</c>
/// with the SHA-256 of all before it. Without a right last line it was never finished, and nothing was changed yet.
/// </summary>
internal sealed record Journal(ImmutableArray<JournalEntry> Entries)
{
    private const string Header = "# meshgitops journal 1\n";

    public static Journal Of(OutputDifference difference) => new(
    [
        .. difference.Writes.Select(write => new JournalEntry(write.Path, write.Hash, write.PreviousHash)),
        .. difference.Deletes.Select(delete => new JournalEntry(delete.Path, null, delete.PreviousHash)),
    ]);

    public byte[] ToBytes()
    {
        var text = new StringBuilder(Header);
        foreach (var entry in Entries)
        {
            text.Append(entry.Hash is null ? "delete " : "write ")
                .Append(entry.Hash ?? "-").Append(' ')
                .Append(entry.PreviousHash ?? "-").Append(' ')
                .Append(InventoryText.Encode(entry.Path.Value)).Append('\n');
        }

        var body = Encoding.UTF8.GetBytes(text.ToString());
        return [.. body, .. Encoding.UTF8.GetBytes($"end {Convert.ToHexStringLower(SHA256.HashData(body))}\n")];
    }

    /// <summary>Whether the whole journal was written; no more is believed of it.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        var length = "end \n".Length + InventoryText.HashLength;
        if (bytes.Length < length)
        {
            return false;
        }

        var body = bytes[..^length];
        return bytes[^length..].SequenceEqual(Encoding.UTF8.GetBytes($"end {Convert.ToHexStringLower(SHA256.HashData(body))}\n"));
    }

    /// <summary>Null where a line is not ours: the checksum shows that a journal is whole, not who wrote it.</summary>
    public static Journal? Read(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines[0] != Header.TrimEnd())
        {
            return null;
        }

        var entries = ImmutableArray.CreateBuilder<JournalEntry>(lines.Length);
        foreach (var line in lines.AsSpan(1..^2))
        {
            if (ReadEntry(line) is not { } entry)
            {
                return null;
            }

            entries.Add(entry);
        }

        return new Journal(entries.DrainToImmutable());
    }

    private static JournalEntry? ReadEntry(string line)
    {
        var fields = line.Split(' ');
        if (fields.Length != 4
            || InventoryText.Decode(fields[3]) is not { } written
            || OutputPath.TryCreate(written, out _) is not { } path
            || !IsOurs(path.Value))
        {
            return null;
        }

        return (fields[0], InventoryText.IsHash(fields[1]), InventoryText.IsHash(fields[2])) switch
        {
            ("write", true, true) => new JournalEntry(path, fields[1], fields[2]),
            ("write", true, false) when fields[2] == "-" => new JournalEntry(path, fields[1], null),
            ("delete", false, true) => new JournalEntry(path, null, fields[2]),
            _ => null,
        };
    }

    private static bool IsOurs(string path)
    {
        var segments = path.Split('/');
        return segments.Length >= 3 && segments[0] is "clusters" or ".meshgitops" && segments[1][0] != '.';
    }
}

/// <param name="Hash">Of the new bytes; null for a file that is deleted.</param>
/// <param name="PreviousHash">Of what lay there before; null for nothing.</param>
internal sealed record JournalEntry(OutputPath Path, string? Hash, string? PreviousHash)
{
    /// <summary>Inventories come last: until then, the old one knows every file that it can be asked about.</summary>
    public bool IsInventory { get; } = Inventory.IsPathOfOne(Path.Value);
}
