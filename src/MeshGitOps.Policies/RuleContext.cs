using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies;

/// <summary>Everything that a rule may read.</summary>
/// <param name="Inventories">One for each cluster with manifests, sorted by the name of the cluster.</param>
public sealed record RuleContext(SpecSet Specs, ImmutableArray<ClusterInventory> Inventories, FleetPlan Plan);
