using System.Collections.Immutable;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Cli;

/// <summary>What a run of the pipeline takes besides the files.</summary>
internal sealed record PipelineOptions
{
    /// <summary>Where the workspace is looked for, from the root of the repository; "" is the root.</summary>
    public string StartFolder { get; init; } = "";

    /// <summary>Where there are any, their manifests are all that is checked: no specs are read, nothing is planned or rendered.</summary>
    public ImmutableArray<BareCluster> BareClusters { get; init; } = [];

    public bool IsBare => !BareClusters.IsEmpty;

    /// <summary>The result is the same for any number.</summary>
    public int MaxParallelism { get; init; } = 1;

    /// <summary>The version that a Workspace's <c>requiredVersion</c> is held against.</summary>
    public string ToolVersion { get; init; } = Cli.ToolVersion.Text;

    /// <summary>Everything is read, planned and checked; only the clusters of the shard are rendered.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>What earlier renders left in the output that is shared with others: it is known only once the workspace is.</summary>
    public Func<SpecSet, Diagnosed<ImmutableArray<SharedObject>>> PreviouslyShared { get; init; } = _ => new([], []);

    /// <summary>A change of the committed virtual addresses before planning, for <c>addresses reassign</c>.</summary>
    public Func<AddressLock, AddressLock> ReviseLock { get; init; } = addressLock => addressLock;

    /// <summary>What accepts findings besides the files, and the day that it is.</summary>
    public SuppressionOptions Suppression { get; init; } = new();

    /// <summary>Told the name of each stage as it begins.</summary>
    public Action<string> OnStage { get; init; } = _ => { };
}
