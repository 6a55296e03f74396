using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Clusters may share a file: a place in it is reported once, with the clusters for which the finding is true.</summary>
internal static class SharedPlaces
{
    /// <summary>
    /// The first item for each place, and the words for its clusters: empty in a fleet of one cluster,
    /// else <c> in cluster 'east'</c> or <c> in clusters 'east' and 'west'</c>.
    /// </summary>
    public static IEnumerable<(T Item, string Where)> Merge<T>(
        RuleContext context,
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
