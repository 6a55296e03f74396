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
                plans.Add(Exceptions(context, service.Group, server));
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
                continue;
            }

            foreach (var service in cluster.ServicesIn(member.Namespace))
            {
                CheckPlaintext(context, cluster, service, services[(cluster.Name, service.Key)].FirstOrDefault());
            }

            foreach (var workload in cluster.WorkloadsIn(member.Namespace).Where(IsInjectionRefused))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.WorkloadNotInjected,
                    workload.Location,
                    $"{workload.Kind} '{workload.Key}' of cluster '{cluster.Name}' refuses the sidecar in a namespace with mTLS mode STRICT.",
                    "Take the label or annotation 'sidecar.istio.io/inject: \"false\"' away, move it to another namespace, or set 'rollout: Permissive' in the GlobalNamespace.");
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

    private static PeerAuthenticationPlan Exceptions(PlanningContext context, ServiceGroup group, Server server)
    {
        var spec = group.Spec!;
        var ports = ImmutableArray.CreateBuilder<PortMtlsPlan>();
        foreach (var exception in spec.PortLevelMtls)
        {
            if (ContainerPort(spec, server, exception.Port.Value) is { } port)
            {
                ports.Add(new PortMtlsPlan(port, Spell(exception.Mode.Value)));
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
            server.Candidate.Service?.Selector ?? spec.Selector,
            [.. ports.OrderBy(port => port.ContainerPort)],
            group.Origin);
    }

    private static int? ContainerPort(Specs.Kinds.GlobalServices.GlobalServiceSpec spec, Server server, int number)
    {
        if (server.Candidate.Service is { } service)
        {
            var port = service.Ports.FirstOrDefault(port => port.Number == number);
            // A port that the Service lacks is reported where ports are planned.
            return port is null ? number : PortPlanner.ContainerPortOf(service, port, server.Workloads);
        }

        return spec.Ports.FirstOrDefault(port => port.Number.Value == number)?.TargetPort?.Value ?? number;
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

    private static bool IsInjectionRefused(KubernetesWorkload workload) =>
        workload.PodLabels.GetValueOrDefault("sidecar.istio.io/inject") == "false"
        || workload.PodAnnotations.GetValueOrDefault("sidecar.istio.io/inject") == "false";
}
