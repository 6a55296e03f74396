using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Several clusters may read one file of manifests: what is true of all of them at a place in it is said once.</summary>
internal static class SharedPlaces
{
    /// <summary>What says the same about the same place counts once; in the order of the findings.</summary>
    public static IEnumerable<Diagnostic> OncePerPlace(this IEnumerable<Diagnostic> findings) =>
        findings.DistinctBy(finding => (finding.Location.Path, finding.Location.Span.Start, finding.Message));

    /// <summary>The objects of a kind; the first cluster stands for the others.</summary>
    /// <param name="group">The API group without the version.</param>
    public static IEnumerable<(ClusterMesh Cluster, KubernetesObject Item)> Once(this RuleContext context, string group, string kind) =>
        context.Once(cluster => cluster.OfKind(group, kind), item => item);

    /// <summary>What the manifests say, in the order of the clusters; the first cluster stands for the others.</summary>
    public static IEnumerable<(ClusterMesh Cluster, T Item)> Once<T>(
        this RuleContext context,
        Func<ClusterMesh, IEnumerable<T>> items,
        Func<T, KubernetesObject> objectOf)
    {
        var all = context.Clusters.SelectMany(cluster => items(cluster).Select(item => (Cluster: cluster, Item: item)));
        return context.Clusters.Length == 1 ? all : all.DistinctBy(pair => (objectOf(pair.Item).Location.Path, objectOf(pair.Item).Location.Span.Start));
    }

    /// <summary>
    /// The first item for each place, and the words for the clusters of which it is true: empty in a fleet of one cluster,
    /// else <c> in cluster 'east'</c> or <c> in clusters 'east' and 'west'</c>.
    /// </summary>
    public static IEnumerable<(T Item, string Where)> Merge<T>(
        this RuleContext context,
        Func<ClusterMesh, IEnumerable<T>> find,
        Func<T, SourceLocation> place)
    {
        var merged = new List<(T Item, List<string> Clusters)>();
        var known = new Dictionary<SourceLocation, List<string>>();
        foreach (var mesh in context.Clusters)
        {
            foreach (var item in find(mesh))
            {
                if (!known.TryGetValue(place(item), out var clusters))
                {
                    known.Add(place(item), clusters = []);
                    merged.Add((item, clusters));
                }

                if (clusters is not [.., var last] || last != mesh.Name)
                {
                    clusters.Add(mesh.Name);
                }
            }
        }

        return merged.Select(entry => (entry.Item, context.Clusters.Length == 1 ? "" : In(entry.Clusters)));
    }

    private static string In(List<string> clusters) => $" in cluster{(clusters.Count == 1 ? "" : "s")} {Words.List(clusters)}";
}
