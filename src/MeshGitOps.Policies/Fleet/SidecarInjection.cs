using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Whether the pods of a workload get a sidecar.</summary>
public enum SidecarState
{
    Injected,
    NotInjected,

    /// <summary>The manifests do not hold the namespace, and no spec speaks of it.</summary>
    Unknown,
}

/// <summary>
/// Works out who gets a sidecar as Istio's webhook does: labels of the pod before those of the namespace, never on the host's network.
/// Source: the webhook selectors of Istio's charts and pkg/kube/inject.
/// </summary>
public sealed class SidecarInjection
{
    private readonly Dictionary<string, KubernetesNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ours = new(StringComparer.Ordinal);

    internal SidecarInjection(ImmutableArray<KubernetesNamespace> namespaces, ClusterPlan? plan)
    {
        foreach (var item in namespaces)
        {
            _namespaces.TryAdd(item.Name, item);
        }

        foreach (var item in plan?.InjectedNamespaces ?? [])
        {
            _ours.Add(item.Name);
        }
    }

    public SidecarState OfNamespace(string name)
    {
        if (_ours.Contains(name))
        {
            return SidecarState.Injected;
        }

        return _namespaces.TryGetValue(name, out var item) ? Of(item.Labels) ?? SidecarState.NotInjected : SidecarState.Unknown;
    }

    public SidecarState Of(KubernetesWorkload workload)
    {
        if (workload.UsesHostNetwork)
        {
            return SidecarState.NotInjected;
        }

        var ofNamespace = OfNamespace(workload.Key.Namespace);
        var isDisabled = _namespaces.TryGetValue(workload.Key.Namespace, out var item) && item.Labels.GetValueOrDefault("istio-injection") == "disabled";
        var pod = workload.PodLabels.GetValueOrDefault("sidecar.istio.io/inject")
            ?? workload.PodAnnotations.GetValueOrDefault("sidecar.istio.io/inject");
        return pod switch
        {
            "false" => SidecarState.NotInjected,
            // The namespace's 'disabled' keeps the webhook from ever seeing the pod.
            "true" when isDisabled => SidecarState.NotInjected,
            "true" when workload.PodLabels.ContainsKey("sidecar.istio.io/inject") => SidecarState.Injected,
            _ when workload.PodLabels.ContainsKey("istio.io/rev") && !isDisabled => SidecarState.Injected,
            _ => ofNamespace,
        };
    }

    /// <summary>Null where no label speaks of it.</summary>
    private static SidecarState? Of(ImmutableSortedDictionary<string, string> labels) => labels.GetValueOrDefault("istio-injection") switch
    {
        "enabled" => SidecarState.Injected,
        "disabled" => SidecarState.NotInjected,
        _ => labels.ContainsKey("istio.io/rev") ? SidecarState.Injected : null,
    };
}
