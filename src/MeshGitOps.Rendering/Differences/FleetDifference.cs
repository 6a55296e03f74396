using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Rendering.Differences;

/// <summary>
/// What changes between what is published and what would be rendered, in objects and hosts instead of lines.
/// Only files whose bytes differ are read; inventories, which only say what is ours, are no part of it.
/// </summary>
/// <param name="Clusters">Those that differ, sorted by name; the delivery last.</param>
/// <param name="Hosts">Those that differ, sorted by name.</param>
/// <param name="ClusterCount">All clusters of either side.</param>
public sealed record FleetDifference(
    ImmutableArray<ClusterDifference> Clusters,
    ImmutableArray<HostDifference> Hosts,
    int ClusterCount)
{
    /// <summary>Not one byte differs.</summary>
    public bool IsEmpty => Clusters.IsEmpty;

    /// <summary>All that differ.</summary>
    public IEnumerable<ObjectDifference> Objects => Clusters.SelectMany(cluster => cluster.Objects);

    public static FleetDifference Of(ImmutableArray<PublishedFile> published, OutputTree tree)
    {
        var files = FileComparison.Of(published, tree);
        var (before, after) = (ObjectSet.Before(files), ObjectSet.After(files));
        var objects = ObjectComparison.Of(before, after);
        var byCluster = objects.Differences.ToLookup(item => item.Key.Cluster, StringComparer.Ordinal);
        return new FleetDifference(
            [
                .. files.GroupBy(file => file.File.Cluster, StringComparer.Ordinal)
                    .OrderBy(group => group.Key == OutputFile.Delivery)
                    .ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new ClusterDifference(
                        group.Key,
                        [.. group.Select(file => file.File)],
                        [.. byCluster[group.Key]],
                        objects.Moved.GetValueOrDefault(group.Key))),
            ],
            HostComparison.Of(before.Objects, after.Objects, objects.Differences),
            published.Select(file => file.Cluster)
                .Concat(tree.Files.Select(file => file.Cluster))
                .Where(cluster => cluster != OutputFile.Delivery)
                .Distinct(StringComparer.Ordinal)
                .Count());
    }
}
