using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Everything that planning looks at.</summary>
/// <param name="Inventories">One per cluster; a cluster without one is taken to run nothing.</param>
/// <param name="Lock">The lock file as it is committed.</param>
/// <param name="BaseCorefiles">The committed Corefile of each cluster that names one, by cluster.</param>
public sealed record PlannerInput(
    SpecSet Specs,
    ImmutableArray<ClusterInventory> Inventories,
    AddressLock Lock,
    ImmutableSortedDictionary<string, SourceText> BaseCorefiles);
