using System.Security.Cryptography;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace.Transactions;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// One SHA-256 over everything that is published of a tree: a note holds it for the commit that holds the tree,
/// so that publishing the same again reads nothing of the branch but its name.
/// </summary>
internal static class OutputDigest
{
    /// <param name="cluster">The only one whose files count; null for all.</param>
    public static string Of(OutputTree tree, string? cluster)
    {
        var clusters = tree.Files
            .Where(file => cluster is null || file.Cluster == cluster)
            .GroupBy(file => file.Cluster, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToArray())
            .ToArray();
        var digests = new byte[clusters.Length][];
        ParallelDisk.For(clusters.Length, index => digests[index] = Of(clusters[index]));
        // With the form of the inventories, which are published too.
        return "sha256:" + FileContent.Hash([.. Encoding.UTF8.GetBytes(Inventory.Header), .. digests.SelectMany(digest => digest)]);
    }

    /// <summary>Each part with its length before it: no two lists of files give the same bytes.</summary>
    private static byte[] Of(OutputFile[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(
                $"{file.Path.Value.Length} {file.Path} {(file.Sharing == OutputSharing.Shared ? "shared" : "owned")} {file.Origin.Length} {file.Origin} {file.Bytes.Length} "));
            hash.AppendData(file.Bytes.Span);
        }

        return hash.GetHashAndReset();
    }
}
