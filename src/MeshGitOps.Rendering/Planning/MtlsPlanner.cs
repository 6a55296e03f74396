using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The PeerAuthentications of the members, and what cannot live under their mode.</summary>
internal static class MtlsPlanner
{
    public const string PolicyName = "meshgitops";

    private const string InjectionKey = "sidecar.istio.io/inject";

    /// <summary>The mode of a GlobalNamespace: its own, else the Mesh's, else STRICT; PERMISSIVE while it is rolled out.</summary>
    public static MtlsMode ModeOf(PlanningContext context, GlobalNamespaceSpec globalNamespace)
    {
        var mode = DeclaredMode(context, globalNamespace)?.Value ?? MtlsMode.Strict;
        return mode == MtlsMode.Strict && globalNamespace.MtlsRollout?.Value == MtlsRollout.Permissive ? MtlsMode.Permissive : mode;
    }

    /// <summary>Sorted by namespace and name.</summary>
    public static ImmutableArray<PeerAuthenticationPlan> Plan(
        PlanningContext context,
        Membership membership,
        ClusterContext cluster,
        IEnumerable<ServedService> services)
    {
        var plans = new List<PeerAuthenticationPlan>();
        foreach (var member in membership.ByGlobalNamespace.Values.SelectMany(list => list).Where(member => member.Cluster == cluster))
        {
            var mode = ModeOf(context, member.GlobalNamespace);
            plans.Add(new PeerAuthenticationPlan(
                PolicyName,
                member.Namespace,
                member.GlobalNamespace.Metadata.Name.Value,
                Spell(mode),
                null,
                [],
                NamespacePlanner.OriginOf(member.GlobalNamespace)));
        }

        foreach (var service in services.Where(service => service.Group.Spec is { PortLevelMtls.IsEmpty: false }))
        {
            foreach (var server in service.Servers.Where(server => server.Candidate.Cluster == cluster))
            {
                if (Exceptions(context, service.Group, server) is { } plan)
                {
                    plans.Add(plan);
                }
            }
        }

        return
        [
            .. plans
                .OrderBy(plan => plan.Namespace, StringComparer.Ordinal)
                .ThenBy(plan => plan.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Reports the mode DISABLE, once where it is declared.</summary>
    public static void CheckMode(PlanningContext context, GlobalNamespaceSpec globalNamespace)
    {
        if (DeclaredMode(context, globalNamespace) is { Value: MtlsMode.Disable } mode)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.MtlsDisabled,
                mode.Location,
                $"GlobalNamespace '{globalNamespace.Metadata.Name}' cannot connect its clusters with mTLS mode DISABLE.",
                "Take STRICT, with 'rollout: Permissive' while workloads without a sidecar still call in plaintext.");
        }
    }

    /// <summary>Reports what STRICT would cut off in the members of one cluster.</summary>
    public static void CheckStrict(PlanningContext context, Membership membership, ClusterContext cluster, ILookup<(string Cluster, ServiceKey Key), ServedService> services)
    {
        foreach (var member in membership.ByGlobalNamespace.Values.SelectMany(list => list).Where(member => member.Cluster == cluster))
        {
            if (ModeOf(context, member.GlobalNamespace) != MtlsMode.Strict)
            {
                CheckServers(context, cluster, cluster.ServicesIn(member.Namespace).SelectMany(service => services[(cluster.Name, service.Key)]));
                continue;
            }

            foreach (var service in cluster.ServicesIn(member.Namespace))
            {
                CheckPlaintext(context, cluster, service, services[(cluster.Name, service.Key)].FirstOrDefault());
            }

            foreach (var workload in cluster.WorkloadsIn(member.Namespace))
            {
                if (ReasonWithoutSidecar(workload) is var (reason, cure))
                {
                    context.Diagnostics.Add(
                        PlanDiagnostics.WorkloadNotInjected,
                        workload.Location,
                        $"{workload.Kind} '{workload.Key}' of cluster '{cluster.Name}' {reason} in a namespace with mTLS mode STRICT.",
                        $"{cure}, move it to another namespace, or set 'rollout: Permissive' in the GlobalNamespace.");
                }
            }
        }
    }

    /// <summary>Clients of a global host speak mutual TLS in every mode, so what serves it needs a sidecar also under PERMISSIVE.</summary>
    private static void CheckServers(PlanningContext context, ClusterContext cluster, IEnumerable<ServedService> services)
    {
        var workloads = services
            .SelectMany(service => service.Servers.Where(server => server.Candidate.Cluster == cluster))
            .SelectMany(server => server.Workloads)
            .DistinctBy(workload => workload.Location);
        foreach (var workload in workloads)
        {
            if (ReasonWithoutSidecar(workload) is var (reason, cure))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.WorkloadNotInjected,
                    workload.Location,
                    $"{workload.Kind} '{workload.Key}' of cluster '{cluster.Name}' {reason}, but serves a global host, whose clients speak mutual TLS only.",
                    $"{cure}, or exclude its Service in 'services.exclude' of the GlobalNamespace.");
            }
        }
    }

    /// <summary>Istio obeys the oldest of the policies of a namespace, so with a second one it is chance which mode counts.</summary>
    public static void CheckOtherPolicies(PlanningContext context, Membership membership, ClusterContext cluster)
    {
        foreach (var policy in cluster.Inventory.PeerAuthentications)
        {
            if (policy.IsNamespaceWide && membership.Find(cluster.Name, policy.Key.Namespace) is { } member)
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.PeerAuthenticationTwice,
                    policy.Location,
                    $"PeerAuthentication '{policy.Key}' of cluster '{cluster.Name}' is for the whole namespace, as is the one that is rendered for GlobalNamespace '{member.GlobalNamespace.Metadata.Name}'.",
                    "Delete it, and say the mode in 'mtls' of the GlobalNamespace.",
                    new RelatedLocation(member.Location, "the namespace is a member here"));
            }
        }
    }

    public static string Spell(MtlsMode mode) => mode switch
    {
        MtlsMode.Strict => "STRICT",
        MtlsMode.Permissive => "PERMISSIVE",
        MtlsMode.Disable => "DISABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    private static Located<MtlsMode>? DeclaredMode(PlanningContext context, GlobalNamespaceSpec globalNamespace) =>
        globalNamespace.MtlsMode ?? context.Specs.Mesh?.MtlsMode;

    private static PeerAuthenticationPlan? Exceptions(PlanningContext context, ServiceGroup group, Server server)
    {
        var spec = group.Spec!;
        if ((server.Candidate.Service is { Selector.IsEmpty: false } service ? service.Selector : spec.Selector) is not { IsEmpty: false } selector)
        {
            // Without a selector it would be for the whole namespace, where Istio takes no exceptions.
            context.Diagnostics.Add(
                PlanDiagnostics.ExceptionNotPossible,
                spec.PortLevelMtls[0].Port.Location,
                $"Service '{server.Candidate.Key}' of cluster '{server.Candidate.Cluster.Name}' has no selector, so it is unknown for which pods the exception is.",
                "Declare the labels of the pods in 'selector' of the GlobalService.",
                new RelatedLocation(server.Candidate.Location, "the Service"));
            return null;
        }

        var ports = new SortedDictionary<int, MtlsMode>();
        foreach (var exception in spec.PortLevelMtls)
        {
            var containerPorts = ContainerPorts(spec, server, exception.Port.Value);
            foreach (var port in containerPorts)
            {
                if (!ports.TryAdd(port, exception.Mode.Value) && ports[port] != exception.Mode.Value)
                {
                    context.Diagnostics.Add(
                        PlanDiagnostics.ExceptionNotPossible,
                        exception.Port.Location,
                        $"Port {exception.Port.Value} leads to container port {port} of Service '{server.Candidate.Key}' in cluster '{server.Candidate.Cluster.Name}', for which another port has mode {Spell(ports[port])}.",
                        "Give both ports one mode: it counts for the container port.");
                }
            }

            if (!containerPorts.IsEmpty)
            {
                continue;
            }

            context.Diagnostics.Add(
                PlanDiagnostics.PortUnknown,
                exception.Port.Location,
                $"The container port behind port {exception.Port.Value} of Service '{server.Candidate.Key}' in cluster '{server.Candidate.Cluster.Name}' cannot be told.",
                "Give the Service a numeric 'targetPort', or name the port in the workload's 'containerPorts'.");
        }

        return new PeerAuthenticationPlan(
            $"{PolicyName}-{server.Candidate.Key.Name}",
            server.Candidate.Key.Namespace,
            group.GlobalNamespace.Metadata.Name.Value,
            Spell(ModeOf(context, group.GlobalNamespace)),
            selector,
            [.. ports.Select(port => new PortMtlsPlan(port.Key, Spell(port.Value)))],
            group.Origin);
    }

    private static ImmutableArray<int> ContainerPorts(Specs.Kinds.GlobalServices.GlobalServiceSpec spec, Server server, int number)
    {
        if (server.Candidate.Service is { } service)
        {
            var port = service.Ports.FirstOrDefault(port => port.Number == number && port.TransportProtocol == "TCP");
            // A port that the Service lacks is reported where ports are planned.
            return port is null ? [number] : PortPlanner.ContainerPortsOf(port, server.Workloads);
        }

        return [spec.Ports.FirstOrDefault(port => port.Number.Value == number)?.TargetPort?.Value ?? number];
    }

    private static void CheckPlaintext(PlanningContext context, ClusterContext cluster, KubernetesService service, ServedService? served)
    {
        if (service.Type is not (KubernetesServiceType.LoadBalancer or KubernetesServiceType.NodePort))
        {
            return;
        }

        var excepted = served?.Group.Spec?.PortLevelMtls
            .Where(exception => exception.Mode.Value != MtlsMode.Strict)
            .Select(exception => exception.Port.Value)
            .ToHashSet() ?? [];
        var closed = service.Ports.FirstOrDefault(port => port.TransportProtocol == "TCP" && !excepted.Contains(port.Number));
        if (closed is null)
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.PlaintextServiceUnderStrict,
            service.TypeLocation,
            $"Service '{service.Key}' of cluster '{cluster.Name}' is of type {service.Type} in a namespace with mTLS mode STRICT, which refuses its outside callers on port {closed.Number}.",
            "Make it a ClusterIP behind the ingress gateway, or except its ports in 'mtls.portLevel' of a GlobalService with mode PERMISSIVE.");
    }

    /// <summary>Null where the pods get a sidecar. Source: Istio's <c>injectRequired</c>, in which the label wins over the annotation.</summary>
    private static (string Reason, string Cure)? ReasonWithoutSidecar(KubernetesWorkload workload)
    {
        if (workload.UsesHostNetwork)
        {
            return ("uses the network of its node and so gets no sidecar", "Take 'hostNetwork' away");
        }

        var answer = workload.PodLabels.GetValueOrDefault(InjectionKey) ?? workload.PodAnnotations.GetValueOrDefault(InjectionKey);
        return answer == "false"
            ? ("refuses the sidecar", $"Take the label or annotation '{InjectionKey}: \"false\"' away")
            : null;
    }
}
