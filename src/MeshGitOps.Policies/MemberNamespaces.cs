using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies;

/// <summary>
/// Which namespaces of which clusters belong to which GlobalNamespace, by the specs alone.
/// Of two GlobalNamespaces that claim one namespace the first by name counts; the planner reports that.
/// </summary>
internal sealed class MemberNamespaces
{
    private readonly MeshSpec? _mesh;
    private readonly Dictionary<(string Cluster, string Namespace), GlobalNamespaceSpec> _exact = [];
    private readonly Dictionary<string, List<(string Pattern, GlobalNamespaceSpec GlobalNamespace)>> _patterns =
        new(StringComparer.Ordinal);

    private MemberNamespaces(MeshSpec? mesh) => _mesh = mesh;

    public static MemberNamespaces Of(SpecSet specs)
    {
        var result = new MemberNamespaces(specs.Mesh);
        foreach (var globalNamespace in specs.GlobalNamespaces)
        {
            foreach (var member in globalNamespace.Members)
            {
                foreach (var cluster in SelectedBy(member.Clusters, specs.Clusters))
                {
                    result.Add(cluster.Metadata.Name.Value, member.Namespaces, globalNamespace);
                }
            }
        }

        return result;
    }

    /// <summary>The clusters with at least one member namespace, in the order of the specs.</summary>
    public static ImmutableArray<ClusterSpec> ClustersOf(GlobalNamespaceSpec globalNamespace, SpecSet specs)
    {
        var names = globalNamespace.Members
            .SelectMany(member => SelectedBy(member.Clusters, specs.Clusters))
            .Select(cluster => cluster.Metadata.Name.Value)
            .ToHashSet(StringComparer.Ordinal);
        return [.. specs.Clusters.Where(cluster => names.Contains(cluster.Metadata.Name.Value))];
    }

    /// <summary>The clusters that <paramref name="selector"/> selects; names and labels both apply.</summary>
    public static IEnumerable<ClusterSpec> SelectedBy(ClusterSelector selector, ImmutableArray<ClusterSpec> clusters) =>
        clusters.Where(cluster =>
            (selector.Names.IsEmpty
                || selector.Names.Any(name => name.Value == "*" || name.Value == cluster.Metadata.Name.Value))
            && (selector.MatchLabels is null
                || selector.MatchLabels.All(label =>
                    cluster.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value)));

    /// <summary>The GlobalNamespace that the namespace belongs to, or null.</summary>
    public GlobalNamespaceSpec? Find(string cluster, string @namespace)
    {
        if (_exact.TryGetValue((cluster, @namespace), out var exact))
        {
            return exact;
        }

        if (!_patterns.TryGetValue(cluster, out var patterns) || SystemNamespaces.IsExcluded(@namespace, _mesh))
        {
            return null;
        }

        return patterns.Find(entry => NamePattern.Matches(entry.Pattern, @namespace)).GlobalNamespace;
    }

    private void Add(string cluster, ImmutableArray<Located<string>> namespaces, GlobalNamespaceSpec globalNamespace)
    {
        foreach (var entry in namespaces)
        {
            if (!NamePattern.IsPattern(entry.Value))
            {
                _exact.TryAdd((cluster, entry.Value), globalNamespace);
                continue;
            }

            if (!_patterns.TryGetValue(cluster, out var patterns))
            {
                _patterns[cluster] = patterns = [];
            }

            patterns.Add((entry.Value, globalNamespace));
        }
    }
}
