using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>The pods that a policy protects in one cluster, as far as one set of labels chooses them.</summary>
/// <param name="Workloads">Whose pods they are, or for a service account all that run as it.</param>
/// <param name="Suffix">Tells the objects of one policy in one namespace apart; null where there is one.</param>
/// <param name="Services">The Services in front of the pods, for port numbers.</param>
internal sealed record ProtectedPods(
    ClusterContext Cluster,
    string Namespace,
    ImmutableSortedDictionary<string, string> Selector,
    ImmutableArray<KubernetesWorkload> Workloads,
    ImmutableArray<KubernetesService> Services,
    string? Suffix);
