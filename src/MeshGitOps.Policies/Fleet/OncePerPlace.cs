using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>What the manifests say, once for each place: the manifests of several clusters may be one file.</summary>
internal static class OncePerPlace
{
    /// <summary>In the order of the clusters, the first of which stands for the others.</summary>
    public static IEnumerable<(ClusterMesh Cluster, T Item)> Once<T>(
        this RuleContext context,
        Func<ClusterMesh, IEnumerable<T>> items,
        Func<T, KubernetesObject> objectOf)
    {
        var all = context.Clusters.SelectMany(cluster => items(cluster).Select(item => (Cluster: cluster, Item: item)));
        return context.Clusters.Length == 1 ? all : all.DistinctBy(pair => (objectOf(pair.Item).Location.Path, objectOf(pair.Item).Location.Span.Start));
    }

    /// <summary>The objects of a kind.</summary>
    /// <param name="group">The API group without the version.</param>
    public static IEnumerable<(ClusterMesh Cluster, KubernetesObject Item)> Once(this RuleContext context, string group, string kind) =>
        context.Once(cluster => cluster.OfKind(group, kind), item => item);
}
