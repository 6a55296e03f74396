using System.Security.Cryptography;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace.Transactions;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// One SHA-256 over everything that is published of a tree: a note holds it for the commit that holds the tree,
/// so that publishing the same again reads nothing of the branch but its name.
/// </summary>
internal sealed class OutputDigest
{
    private readonly SortedDictionary<string, byte[]> _clusters = new(StringComparer.Ordinal);

    /// <summary>Each file is hashed once, however many branches ask.</summary>
    public OutputDigest(OutputTree tree)
    {
        var clusters = tree.Files.GroupBy(file => file.Cluster, StringComparer.Ordinal).Select(group => (group.Key, Files: group.ToArray())).ToArray();
        var digests = new byte[clusters.Length][];
        ParallelDisk.For(clusters.Length, index => digests[index] = Of(clusters[index].Files));
        for (var i = 0; i < clusters.Length; i++)
        {
            _clusters.Add(clusters[i].Key, digests[i]);
        }
    }

    /// <summary>Whether the tree has a file of the cluster; null for any.</summary>
    public bool Concerns(string? cluster) => cluster is null ? _clusters.Count > 0 : _clusters.ContainsKey(cluster);

    /// <param name="cluster">The only one whose files count; null for all.</param>
    public string For(string? cluster)
    {
        var digests = cluster is null ? _clusters.Values.SelectMany(digest => digest) : _clusters.GetValueOrDefault(cluster, []);
        // With the form of the inventories, which are published too.
        return "sha256:" + FileContent.Hash([.. Encoding.UTF8.GetBytes(Inventory.Header), .. digests]);
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
