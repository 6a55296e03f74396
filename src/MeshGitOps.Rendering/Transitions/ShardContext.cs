using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>
/// What a shard must know of the clusters that other shards render, to find there what its own clusters call or serve:
/// their files with the names of <see cref="UnsafeTransitions.NamesToRead"/>.
/// </summary>
/// <param name="Published">As they lie in the output.</param>
/// <param name="Rendered">As their own shards render them.</param>
/// <param name="PublishedClusters">Those that have anything published.</param>
public sealed record ShardContext(
    Shard Shard,
    ImmutableArray<PublishedFile> Published,
    OutputTree Rendered,
    ImmutableArray<string> PublishedClusters)
{
    /// <summary>There are no other shards.</summary>
    public static readonly ShardContext Whole = new(Shard.Whole, [], OutputTree.Empty, []);
}
