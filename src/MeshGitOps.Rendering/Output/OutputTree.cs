using System.Collections.Immutable;
using MeshGitOps.Rendering.Sizes;

namespace MeshGitOps.Rendering.Output;

/// <summary>Everything that is rendered: files sorted by path, with their bytes. Nothing is on disk yet.</summary>
public sealed record OutputTree(ImmutableArray<OutputFile> Files)
{
    public static readonly OutputTree Empty = new([]);

    /// <summary>Of the clusters that were rendered, sorted by name; empty where the files were not rendered as a whole.</summary>
    public ImmutableArray<ClusterSize> Sizes { get; init; } = [];

    /// <summary>What is applied to a cluster, sorted by path: neither its <c>kustomization.yaml</c> nor what is said about it.</summary>
    public IEnumerable<OutputFile> ManifestsOf(string cluster) =>
        Files.Where(file => file.Cluster == cluster && ManifestFile.IsOne(file.Path));
}

/// <summary>
/// One file below the output directory.
/// Manifests lie in <c>clusters/&lt;cluster&gt;/</c>, everything else in <c>.meshgitops/&lt;cluster&gt;/</c>;
/// what tells Argo CD and Flux of the clusters in <c>delivery/</c> and <c>.meshgitops/_delivery/</c>.
/// The inventories are not in the tree: whoever writes it makes them.
/// </summary>
/// <param name="Cluster">The cluster it belongs to, or <see cref="Delivery"/>.</param>
/// <param name="Origin">The path of the spec it comes from, relative to the folder of the workspace; for the inventory.</param>
/// <param name="Sharing">Whether the objects in it are ours.</param>
public sealed record OutputFile(
    OutputPath Path,
    string Cluster,
    ReadOnlyMemory<byte> Bytes,
    string Origin,
    OutputSharing Sharing)
{
    /// <summary>Stands for a cluster where the objects for Argo CD and Flux are meant: no cluster's name has a '_'.</summary>
    public const string Delivery = "_delivery";
}

/// <summary>Whether the objects of a file are ours.</summary>
public enum OutputSharing
{
    /// <summary>Ours: deleted when it is no longer rendered.</summary>
    Owned,

    /// <summary>A patch of somebody else's object: it never vanishes from a tree that is pruned.</summary>
    Shared,
}
