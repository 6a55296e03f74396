using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>Everything that a rule may read.</summary>
/// <param name="Inventories">One for each cluster with manifests, sorted by the name of the cluster.</param>
public sealed record RuleContext(SpecSet Specs, ImmutableArray<ClusterInventory> Inventories, FleetPlan Plan)
{
    private readonly Lazy<FleetMesh> _fleet = new(() => new FleetMesh(ClusterMesh.Of(Inventories, Plan)));

    private readonly Lazy<ImmutableArray<YamlMapping>> _specRoots = new(() => [.. SpecTrees.Of(Specs.Metadata)]);

    /// <summary>The inventories with the plan beside them, typed and indexed for rules; in the same order.</summary>
    public ImmutableArray<ClusterMesh> Clusters => _fleet.Value.Clusters;

    internal FleetMesh Fleet => _fleet.Value;

    /// <summary>The trees of all specs, built once more from their text; for rules of the user's own.</summary>
    internal ImmutableArray<YamlMapping> SpecRoots => _specRoots.Value;

    /// <summary>A changed copy has clusters of its own.</summary>
    private RuleContext(RuleContext other)
    {
        Specs = other.Specs;
        Inventories = other.Inventories;
        Plan = other.Plan;
        _fleet = new(() => new FleetMesh(ClusterMesh.Of(Inventories, Plan)));
        _specRoots = new(() => [.. SpecTrees.Of(Specs.Metadata)]);
    }
}
