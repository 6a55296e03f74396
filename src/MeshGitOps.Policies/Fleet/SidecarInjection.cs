using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
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
    /// <summary>The label of a pod that asks for a sidecar or refuses it; also an annotation, which can only refuse.</summary>
    public const string InjectKey = "sidecar.istio.io/inject";

    private readonly Dictionary<string, KubernetesNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ours = new(StringComparer.Ordinal);
    private readonly SidecarState _withoutLabel;

    /// <param name="injectsByDefault">The installation injects where no label speaks of it.</param>
    internal SidecarInjection(ImmutableArray<KubernetesNamespace> namespaces, ClusterPlan? plan, bool injectsByDefault)
    {
        _withoutLabel = injectsByDefault ? SidecarState.Injected
            : plan?.Settings.InjectionMode == InjectionMode.None ? SidecarState.Unknown
            : SidecarState.NotInjected;
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

        return _namespaces.TryGetValue(name, out var item) ? Of(item.Labels) ?? _withoutLabel : SidecarState.Unknown;
    }

    /// <summary>The Namespace of the manifests, or null.</summary>
    public KubernetesNamespace? Namespace(string name) => _namespaces.GetValueOrDefault(name);

    /// <summary>Whether something says that the workload gets no sidecar, other than the lack of a label at its namespace.</summary>
    public bool IsRefused(KubernetesWorkload workload) =>
        Of(workload) == SidecarState.NotInjected
        && (workload.UsesHostNetwork
            || (workload.PodLabels.GetValueOrDefault(InjectKey) ?? workload.PodAnnotations.GetValueOrDefault(InjectKey)) == "false"
            || (_namespaces.TryGetValue(workload.Key.Namespace, out var item) && Of(item.Labels) == SidecarState.NotInjected));

    public SidecarState Of(KubernetesWorkload workload)
    {
        if (workload.UsesHostNetwork)
        {
            return SidecarState.NotInjected;
        }

        var ofNamespace = OfNamespace(workload.Key.Namespace);
        var isDisabled = _namespaces.TryGetValue(workload.Key.Namespace, out var item) && item.Labels.GetValueOrDefault("istio-injection") == "disabled";
        var pod = workload.PodLabels.GetValueOrDefault(InjectKey)
            ?? workload.PodAnnotations.GetValueOrDefault(InjectKey);
        return pod switch
        {
            "false" => SidecarState.NotInjected,
            // The namespace's 'disabled' keeps the webhook from ever seeing the pod.
            "true" when isDisabled => SidecarState.NotInjected,
            "true" when workload.PodLabels.ContainsKey(InjectKey) => SidecarState.Injected,
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
