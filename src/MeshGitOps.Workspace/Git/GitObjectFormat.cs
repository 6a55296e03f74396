using System.Security.Cryptography;
using System.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>How a repository names its objects (gitformat-hash(5)).</summary>
internal enum GitObjectFormat
{
    Sha1,
    Sha256,
}

/// <summary>Names of objects.</summary>
internal static class GitObjectName
{
    // One per thread: to make one costs more than to hash a small file.
    [ThreadStatic]
    private static IncrementalHash? Sha1;

    [ThreadStatic]
    private static IncrementalHash? Sha256;

    /// <summary>The name that stands for no object.</summary>
    public static string None(GitObjectFormat format) => new('0', Length(format));

    /// <summary>Whether a text, which anybody could have written, is a whole name.</summary>
    public static bool IsOne(GitObjectFormat format, string text) => text.Length == Length(format) && text.All(char.IsAsciiHexDigitLower);

    /// <summary>In hexadecimal digits.</summary>
    public static int Length(GitObjectFormat format) => format == GitObjectFormat.Sha256 ? 64 : 40;

    /// <summary>The name that git gives a file of these bytes, as it stands in a tree: without any filter.</summary>
    public static GitObjectId OfBlob(GitObjectFormat format, ReadOnlySpan<byte> bytes)
    {
        var hash = format == GitObjectFormat.Sha256
            ? Sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
            : Sha1 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        Span<byte> header = stackalloc byte[32];
        var length = Encoding.ASCII.GetBytes($"blob {bytes.Length}", header);
        header[length] = 0;
        hash.AppendData(header[..(length + 1)]);
        hash.AppendData(bytes);
        Span<byte> name = stackalloc byte[32];
        return GitObjectId.Of(name[..hash.GetHashAndReset(name)]);
    }
}
