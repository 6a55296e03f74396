using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What the steps of planning share: the input with look-ups, and the bag of findings.</summary>
internal sealed class PlanningContext
{
    private readonly Dictionary<string, ClusterContext> _byName;

    public PlanningContext(PlannerInput input)
    {
        Input = input;
        var inventories = input.Inventories.ToDictionary(inventory => inventory.Cluster, StringComparer.Ordinal);
        Clusters =
        [
            .. input.Specs.Clusters
                .OrderBy(cluster => cluster.Metadata.Name.Value, StringComparer.Ordinal)
                .Select(cluster =>
                {
                    var inventory = inventories.GetValueOrDefault(cluster.Metadata.Name.Value)
                        ?? new ClusterInventory { Cluster = cluster.Metadata.Name.Value };
                    return new ClusterContext(cluster, inventory, EffectiveSettings.Of(cluster, input.Specs.Mesh, inventory));
                }),
        ];
        _byName = Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
    }

    public PlannerInput Input { get; }

    public SpecSet Specs => Input.Specs;

    /// <summary>Sorted by name.</summary>
    public ImmutableArray<ClusterContext> Clusters { get; }

    public DiagnosticBag Diagnostics { get; } = new();

    public ClusterContext? ClusterNamed(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The clusters that <paramref name="selector"/> selects, sorted by name; an empty list of names without labels selects none.</summary>
    public IEnumerable<ClusterContext> Select(ClusterSelector selector) =>
        Clusters.Where(cluster =>
            !(selector.Names.IsEmpty && selector.MatchLabels is null)
            && (selector.Names.IsEmpty || selector.Names.Any(name => name.Value == "*" || name.Value == cluster.Name))
            && (selector.MatchLabels is null || selector.MatchLabels.All(label =>
                cluster.Spec.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value)));
}
