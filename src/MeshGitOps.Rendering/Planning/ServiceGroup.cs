using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>One service of a GlobalNamespace: the same namespace and name in every cluster, or what a GlobalService says.</summary>
internal sealed record ServiceGroup
{
    public required GlobalNamespaceSpec GlobalNamespace { get; init; }

    public required ServiceKey Key { get; init; }

    public GlobalServiceSpec? Spec { get; init; }

    /// <summary>The Services and declared stand-ins, sorted by cluster.</summary>
    public required ImmutableArray<ServiceCandidate> Candidates { get; init; }

    /// <summary>The place of the GlobalService's reference, or of the first Service.</summary>
    public SourceLocation Location => Spec?.Service.Location ?? Candidates[0].Location;

    public Origin Origin => Spec is { } spec
        ? new Origin("GlobalService", spec.Metadata.Name.Value, spec.Metadata.Name.Location)
        : new Origin("GlobalNamespace", GlobalNamespace.Metadata.Name.Value, GlobalNamespace.Metadata.Name.Location);
}

/// <summary>The Service of a group in one cluster; <paramref name="Service"/> is null where a GlobalService stands for a missing manifest.</summary>
internal sealed record ServiceCandidate(
    ClusterContext Cluster,
    ServiceKey Key,
    KubernetesService? Service,
    SourceLocation Location);

/// <summary>A candidate that counts as serving, with the workloads behind it.</summary>
internal sealed record Server(
    ServiceCandidate Candidate,
    ServingState State,
    ImmutableArray<KubernetesWorkload> Workloads);
