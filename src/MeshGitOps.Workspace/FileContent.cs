using System.Buffers;
using System.Security.Cryptography;

namespace MeshGitOps.Workspace;

/// <summary>Compares and hashes files of the output. A file without length is never opened: it could be a pipe.</summary>
internal static class FileContent
{
    private const int BlockSize = 64 * 1024;

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string HashOf(string path, long length)
    {
        if (length == 0)
        {
            return Hash([]);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public static bool Equals(string path, long length, ReadOnlySpan<byte> bytes)
    {
        if (length != bytes.Length || length == 0)
        {
            return length == bytes.Length;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, BlockSize));
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var offset = 0;
            while (offset < bytes.Length)
            {
                var count = RandomAccess.Read(handle, buffer, offset);
                if (count == 0 || count > bytes.Length - offset || !buffer.AsSpan(0, count).SequenceEqual(bytes.Slice(offset, count)))
                {
                    return false;
                }

                offset += count;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
