using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Workspace;

/// <summary>
/// The files of one cluster that are ours, or those of <see cref="OutputFile.Delivery"/>, in <c>.meshgitops/&lt;cluster&gt;/inventory</c>.
/// A header line, then one line per file, sorted by path, so that git merges it with the driver <c>union</c>; two lines of one path are one file:
/// <c>SHA-256 owned|shared PATH ORIGIN</c>, between single spaces; a space, percent sign or control character is percent-encoded.
/// </summary>
internal sealed record Inventory(string Cluster, ImmutableArray<InventoryLine> Lines)
{
    public const string Header = "# meshgitops inventory 1";
    public const string FileName = "inventory";

    public static OutputPath PathOf(string cluster) => OutputPath.Create($".meshgitops/{cluster}/{FileName}");

    public static bool IsPathOfOne(string path) =>
        path.StartsWith(".meshgitops/", StringComparison.Ordinal)
        && path.EndsWith("/" + FileName, StringComparison.Ordinal)
        && path.Count(character => character == '/') == 2;

    /// <summary>Whether a cluster's inventory may name the path: all else could delete what we never wrote.</summary>
    public static bool IsOwnPath(string cluster, string path) =>
        path.StartsWith(cluster == OutputFile.Delivery ? "delivery/" : $"clusters/{cluster}/", StringComparison.Ordinal)
        || (path.StartsWith($".meshgitops/{cluster}/", StringComparison.Ordinal) && path != $".meshgitops/{cluster}/{FileName}");

    /// <summary>Whether a path lies where files of the cluster lie, its inventory included.</summary>
    public static bool IsPathIn(string cluster, string path) => ClusterOf(path) == cluster;

    /// <summary>Whose files lie where the path does; null where none of ours do.</summary>
    public static string? ClusterOf(string path) => path.Split('/', 3) switch
    {
        ["clusters", OutputFile.Delivery, _] => null,
        ["clusters" or ".meshgitops", var cluster, _] => cluster,
        ["delivery", ..] when path.Length > "delivery/".Length => OutputFile.Delivery,
        _ => null,
    };

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(64 + (Lines.Length * 192));
        Write(buffer, Header);
        buffer.Write("\n"u8);
        foreach (var line in Lines)
        {
            Write(buffer, line.Hash);
            buffer.Write(line.Sharing == OutputSharing.Shared ? " shared "u8 : " owned "u8);
            Write(buffer, InventoryText.Encode(line.Path.Value));
            buffer.Write(" "u8);
            Write(buffer, InventoryText.Encode(line.Origin));
            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);
}

/// <param name="Hash">The SHA-256 of the bytes that were written, in lower case hexadecimal.</param>
internal sealed record InventoryLine(string Hash, OutputSharing Sharing, OutputPath Path, string Origin)
{
    /// <summary>Branches that changed one file and were merged line by line.</summary>
    public const int MaxMerged = 16;

    private ImmutableArray<string> OtherHashes { get; init; } = [];

    /// <summary>Whether branches that changed the file were merged since.</summary>
    public bool IsMerged => !OtherHashes.IsEmpty;

    /// <summary>Whether a render wrote these bytes: this one, or one of a branch that was merged.</summary>
    public bool IsHashOfOurs(string hash) => hash == Hash || OtherHashes.Contains(hash);

    /// <summary>This line and another one of the same path, as a merge leaves them; null where there are too many.</summary>
    public InventoryLine? Merged(InventoryLine other) => OtherHashes.Length + 1 >= MaxMerged
        ? null
        : this with
        {
            Sharing = other.Sharing == OutputSharing.Shared ? OutputSharing.Shared : Sharing,
            OtherHashes = OtherHashes.Add(other.Hash),
        };
}
