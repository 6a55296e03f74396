using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Istio;

/// <summary>
/// An object that applies to pods by labels: Sidecar, PeerAuthentication, AuthorizationPolicy, RequestAuthentication, Telemetry,
/// EnvoyFilter, WasmPlugin, ProxyConfig.
/// </summary>
/// <param name="Selector">Empty: all pods of the namespace, or of the mesh where it stands in the root namespace.</param>
/// <param name="SelectorNode">Null where none is written.</param>
public sealed record WorkloadPolicy(
    KubernetesObject Object,
    ImmutableSortedDictionary<string, string> Selector,
    YamlMapping? SelectorNode)
{
    public bool SelectsAll => Selector.IsEmpty;

    public bool HasTargetReference => Object.Spec.Value("targetRef") is not null || !Object.Spec.Items("targetRefs").IsEmpty;

    public static WorkloadPolicy Read(KubernetesObject read)
    {
        // Sidecar and EnvoyFilter write 'workloadSelector.labels', the policies 'selector.matchLabels'.
        var selector = read.Spec.Mapping("workloadSelector") ?? read.Spec.Mapping("selector");
        return new WorkloadPolicy(
            read,
            KubernetesObject.Strings(selector.Mapping("labels") ?? selector.Mapping("matchLabels")),
            selector);
    }
}
