using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The end of a call: Service, target port, pods, injection, mTLS mode and identity.</summary>
internal sealed class WorkloadSide(FleetCluster cluster)
{
    private static readonly ImmutableArray<string> WorkloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"];

    private readonly ClusterFacts _facts = cluster.Facts;
    private readonly ImmutableArray<KubeObject> _services = [.. cluster.All.Where(item => item is { Kind: "Service", Group: "" })];
    private readonly ImmutableArray<Pods> _pods = [.. cluster.All.Where(item => WorkloadKinds.Contains(item.Kind)).Select(Pods.Of)];
    private readonly ImmutableArray<KubeObject> _namespaces = [.. cluster.All.Where(item => item is { Kind: "Namespace", Group: "" })];
    private readonly ImmutableArray<KubeObject> _authentications = [.. cluster.All.Where(item => item.Kind == "PeerAuthentication")];

    /// <summary>Every namespace that something is known of, sorted.</summary>
    public ImmutableSortedSet<string> Namespaces =>
    [
        .. _namespaces.Select(item => item.Name),
        .. _services.Select(item => item.Namespace),
        .. _pods.Select(item => item.Namespace),
    ];

    /// <summary>A call to an address that is a Service's name, with mTLS.</summary>
    /// <param name="subjectAltNames">What the client accepts; empty means everything.</param>
    public CallResult Call(string address, int port, ImmutableArray<string> subjectAltNames)
    {
        var suffix = $".svc.{_facts.ClusterDomain}";
        var parts = address.EndsWith(suffix, StringComparison.Ordinal) ? address[..^suffix.Length].Split('.') : [];
        var service = parts.Length == 2
            ? _services.FirstOrDefault(item => item.Name == parts[0] && item.Namespace == parts[1])
            : null;
        if (service is null || service.Spec.Text("type") == "ExternalName" || service.Spec.Text("clusterIP") == "None")
        {
            return new Failure(FailureReason.NoService, $"'{address}' is the name of no Service with an address in '{_facts.Name}'");
        }

        var servicePort = service.Spec.Items("ports").FirstOrDefault(item =>
            item.Number("port") == port && item.Text("protocol") is null or "TCP");
        if (servicePort is null)
        {
            return new Failure(FailureReason.NoServicePort, $"{service} in '{_facts.Name}' has no TCP port {port}");
        }

        var selector = service.Spec.TextMap("selector");
        var pods = selector.IsEmpty
            ? []
            : _pods.Where(item => item.Namespace == service.Namespace && item.IsRunning && selector.Selects(item.Labels)).ToList();
        if (pods.Count == 0)
        {
            return new Failure(FailureReason.NoWorkload, $"{service} in '{_facts.Name}' selects no running pods");
        }

        var containerPorts = ImmutableArray.CreateBuilder<int>();
        foreach (var target in pods)
        {
            if (target.ContainerPort(servicePort.Text("targetPort"), port) is not { } containerPort)
            {
                return new Failure(FailureReason.NoContainerPort, $"{target.Name} has no container port '{servicePort.Text("targetPort")}'");
            }

            if (Refuses(target, containerPort, subjectAltNames) is { } failure)
            {
                return failure;
            }

            containerPorts.Add(containerPort);
        }

        return new Landing(_facts.Name, service.Namespace, service.Name, port, containerPorts.ToImmutable());
    }

    /// <summary>The TCP ports of a Service; null where the manifests do not have it.</summary>
    public ImmutableArray<int>? ServicePorts(string serviceNamespace, string serviceName) =>
        _services.FirstOrDefault(item => item.Name == serviceName && item.Namespace == serviceNamespace) is { } service
            ? [.. service.Spec.Items("ports").Where(item => item.Text("protocol") is null or "TCP").Select(item => item.Number("port") ?? 0)]
            : null;

    /// <summary>Whether a Service leads to pods with these labels; taken for granted where its pods are not known.</summary>
    public bool IsBehind(string serviceNamespace, string serviceName, ImmutableSortedDictionary<string, string> labels)
    {
        var service = _services.FirstOrDefault(item => item.Name == serviceName && item.Namespace == serviceNamespace);
        var selector = (service?.Spec).TextMap("selector");
        var selected = selector.IsEmpty ? [] : _pods.Where(item => item.Namespace == serviceNamespace && selector.Selects(item.Labels)).ToList();
        return selected.Count == 0
            ? labels.All(label => !selector.TryGetValue(label.Key, out var value) || value == label.Value)
            : selected.Exists(item => labels.Selects(item.Labels));
    }

    /// <summary>The identities of the pods behind a Service.</summary>
    public ImmutableSortedSet<string> IdentitiesOf(string serviceNamespace, string serviceName)
    {
        var selector = _services.FirstOrDefault(item => item.Name == serviceName && item.Namespace == serviceNamespace)?.Spec.TextMap("selector");
        return selector is null or { IsEmpty: true }
            ? []
            : [.. _pods.Where(item => item.Namespace == serviceNamespace && item.IsRunning && selector.Selects(item.Labels)).Select(Identity)];
    }

    /// <summary>Whether there are workloads behind a Service, and none of them has a replica.</summary>
    public bool IsScaledToZero(KubeObject service)
    {
        var selector = service.Spec.TextMap("selector");
        var selected = _pods.Where(item => item.Namespace == service.Namespace && selector.Selects(item.Labels)).ToList();
        return selected.Count > 0 && selected.TrueForAll(item => !item.IsRunning);
    }

    public bool IsInjected(string name)
    {
        var known = _namespaces.Where(item => item.Name == name).ToList();
        if (known.Count == 0)
        {
            return _facts.InjectionIsElsewhere;
        }

        var labels = known.Select(item => item.Tree.TextMap("metadata", "labels")).ToList();
        return labels.Any(map => map.GetValueOrDefault("istio-injection") == "enabled" || map.ContainsKey("istio.io/rev"))
            && labels.All(map => map.GetValueOrDefault("istio-injection") != "disabled");
    }

    private Failure? Refuses(Pods target, int containerPort, ImmutableArray<string> subjectAltNames)
    {
        if (!target.IsInjected(IsInjected(target.Namespace)))
        {
            return new Failure(FailureReason.NotInjected, $"{target.Name} in '{_facts.Name}' has no sidecar");
        }

        if (ModeOf(target, containerPort) == "DISABLE")
        {
            return new Failure(FailureReason.MtlsDisabled, $"{target.Name} in '{_facts.Name}' takes no mTLS on {containerPort}");
        }

        return subjectAltNames.IsEmpty || subjectAltNames.Contains(Identity(target))
            ? null
            : new Failure(FailureReason.IdentityMismatch, $"'{Identity(target)}' is none of {string.Join(", ", subjectAltNames)}");
    }

    private string Identity(Pods pods) => $"spiffe://{_facts.TrustDomain}/ns/{pods.Namespace}/sa/{pods.ServiceAccount}";

    /// <summary>Port, workload, namespace, mesh; UNSET inherits; PERMISSIVE where nobody says anything.</summary>
    private string ModeOf(Pods pods, int containerPort)
    {
        var own = _authentications.FirstOrDefault(item =>
            item.Namespace == pods.Namespace && IsSelective(item) && item.Spec.TextMap("selector", "matchLabels").Selects(pods.Labels));
        return Set(own?.Spec.At("portLevelMtls").Text(containerPort.ToString(System.Globalization.CultureInfo.InvariantCulture), "mode"))
            ?? Set(own?.Spec.Text("mtls", "mode"))
            ?? NamespaceMode(pods.Namespace)
            ?? "PERMISSIVE";
    }

    /// <summary>The mode that a whole namespace has; of several objects DISABLE is taken, since the oldest wins and nobody knows which that is.</summary>
    public string? NamespaceMode(string name) => WholeNamespace(name) ?? WholeNamespace(_facts.RootNamespace);

    private string? WholeNamespace(string name) => _authentications
        .Where(item => item.Namespace == name && !IsSelective(item))
        .Select(item => Set(item.Spec.Text("mtls", "mode")))
        .OrderByDescending(mode => mode == "DISABLE")
        .FirstOrDefault(mode => mode is not null);

    private static bool IsSelective(KubeObject item) => !item.Spec.TextMap("selector", "matchLabels").IsEmpty;

    private static string? Set(string? mode) => mode == "UNSET" ? null : mode;
}
