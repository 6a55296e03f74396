using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Kinds.TrafficPolicies;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>All specs of a workspace, each list sorted by name. Specs that could not be bound are left out.</summary>
public sealed record SpecSet
{
    public WorkspaceSpec Workspace { get; init; } = new();

    /// <summary>The folder that the paths of specs are relative to, from the root of the repository; "" is the root itself.</summary>
    public string WorkspaceFolder { get; init; } = "";

    public MeshSpec? Mesh { get; init; }

    public ImmutableArray<ClusterSpec> Clusters { get; init; } = [];

    public ImmutableArray<GlobalNamespaceSpec> GlobalNamespaces { get; init; } = [];

    public ImmutableArray<GlobalServiceSpec> GlobalServices { get; init; } = [];

    /// <summary>With the TrafficTargets, sorted by kind first.</summary>
    public ImmutableArray<AccessPolicySpec> AccessPolicies { get; init; } = [];

    public ImmutableArray<TrafficPolicySpec> TrafficPolicies { get; init; } = [];

    /// <summary>The metadata of the routes that TrafficTargets name.</summary>
    public ImmutableArray<SpecMetadata> Routes { get; init; } = [];

    /// <summary>The documents of kind Policy, checked against their schema; the Policies project binds them.</summary>
    public ImmutableArray<YamlDocument> Policies { get; init; } = [];

    /// <summary>The comments of all files of specs and policies that speak to this tool.</summary>
    public ImmutableArray<ToolComment> Comments { get; init; } = [];

    /// <summary>The metadata of every spec.</summary>
    public IEnumerable<SpecMetadata> Metadata =>
        new[] { Workspace.Metadata, Mesh?.Metadata }.OfType<SpecMetadata>()
            .Concat(Clusters.Select(cluster => cluster.Metadata))
            .Concat(GlobalNamespaces.Select(space => space.Metadata))
            .Concat(GlobalServices.Select(service => service.Metadata))
            .Concat(AccessPolicies.Select(policy => policy.Metadata))
            .Concat(TrafficPolicies.Select(policy => policy.Metadata))
            .Concat(Routes);

    /// <summary>What was read to make this.</summary>
    public ReadCounts Counts { get; init; } = new(0, 0, 0);
}

/// <summary>For the summary of a run: files and documents read, and documents of foreign kinds that were passed over.</summary>
public sealed record ReadCounts(int Files, int Documents, int PassedOver)
{
    public static ReadCounts operator +(ReadCounts left, ReadCounts right) =>
        new(left.Files + right.Files, left.Documents + right.Documents, left.PassedOver + right.PassedOver);
}
