using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Cli;

/// <summary>Everything that a run made and found.</summary>
internal sealed record PipelineResult
{
    public required SpecSet Specs { get; init; }

    public required ImmutableArray<ClusterInventory> Inventories { get; init; }

    /// <summary>In <see cref="DiagnosticOrder"/>.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>Findings that somebody accepts, in the same order; they are not among <see cref="Diagnostics"/>.</summary>
    public ImmutableArray<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>The baseline without what is mended, or the new one; null where none was given, or nothing was planned.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>What the policy files say.</summary>
    public PolicySettings Policy { get; init; } = PolicySettings.Default;

    /// <summary>False where errors in the specs left nothing to plan: everything below is empty then.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>Where there was no spec: the clusters whose manifests were checked alone, sorted by name.</summary>
    public ImmutableArray<BareCluster> BareClusters { get; init; } = [];

    /// <summary>Documents that are no Kubernetes objects, of manifests that were checked alone.</summary>
    public int OtherDocuments { get; init; }

    public AddressLock CommittedAddresses { get; init; } = AddressLock.Empty;

    public FleetPlan Plan { get; init; } = new();

    /// <summary>Empty where an error in the plan left nothing to render.</summary>
    public OutputTree Tree { get; init; } = OutputTree.Empty;

    /// <summary>The files of other shards that have one of the names, rendered when they are asked for.</summary>
    public Func<IReadOnlySet<string>, OutputTree> RenderOthers { get; init; } = _ => OutputTree.Empty;

    /// <summary>The ids of the rules that ran, sorted.</summary>
    public ImmutableArray<string> RulesRun { get; init; } = [];

    /// <summary>The ids of the rules that a policy switches off, sorted.</summary>
    public ImmutableArray<string> RulesOff { get; init; } = [];

    /// <summary>What is taken for granted or could not be checked: one sentence each, sorted.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];

    public ReadCounts Counts => Inventories.Aggregate(Specs.Counts, (sum, inventory) => sum + inventory.Counts);

    /// <summary>Whether there is any spec but a Workspace and policies; of manifests alone, any Kubernetes object.</summary>
    public bool HasInputs => BareClusters.IsEmpty
        ? Specs.Mesh is not null || Specs.Clusters.Length + Specs.GlobalNamespaces.Length + Specs.GlobalServices.Length > 0
        : Counts.Documents - Specs.Counts.Documents > OtherDocuments;

    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}
