using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Whether the egress gateway of a cluster can take mesh traffic: its namespace, and the port of its Service.</summary>
internal static class EgressChecks
{
    public static ServiceKey ServiceOf(ClusterContext cluster) => new(cluster.Settings.EgressNamespace, cluster.Settings.EgressService);

    /// <summary>For a cluster whose clients go through the gateway.</summary>
    public static void Check(PlanningContext context, ClusterContext cluster)
    {
        CheckNamespace(context, cluster);
        CheckService(context, cluster);
    }

    private static void CheckNamespace(PlanningContext context, ClusterContext cluster)
    {
        var settings = cluster.Settings;
        if (settings.EgressNamespace != settings.EastWestNamespace)
        {
            return;
        }

        var egress = cluster.Spec.EgressGateway;
        var eastWest = cluster.Spec.EastWestGateway;
        context.Diagnostics.Add(
            PlanDiagnostics.EgressNamespaceShared,
            egress?.Namespace?.Location ?? eastWest?.Namespace?.Location ?? cluster.Spec.Metadata.Name.Location,
            $"The egress gateway of cluster '{cluster.Name}' shares the namespace '{settings.EgressNamespace}' with its east-west gateway.",
            "Run the egress gateway in a namespace of its own, such as 'istio-egress', and name that in 'egressGateway.namespace'.");
    }

    private static void CheckService(PlanningContext context, ClusterContext cluster)
    {
        var settings = cluster.Settings;
        var key = ServiceOf(cluster);
        if (cluster.Service(key) is not { } service)
        {
            if (cluster.Spec.EgressGateway is null)
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.EgressGatewayNotDeclared,
                    cluster.Spec.Metadata.Name.Location,
                    $"Clients of cluster '{cluster.Name}' go through an egress gateway, but nothing declares one; it is taken to be Service '{key}' with port {settings.EgressPort}.",
                    "Declare 'egressGateway' in the Cluster, or add the gateway's Service to its manifests.");
            }

            return;
        }

        CheckSelector(context, cluster, service);
        if (service.Ports.Any(port => port.Number == settings.EgressPort && port.TransportProtocol == "TCP"))
        {
            return;
        }

        RelatedLocation[] declared = cluster.Spec.EgressGateway is { } gateway
            ? [new RelatedLocation(gateway.Port?.Location ?? gateway.Location, "the egress gateway as it is declared")]
            : [];
        context.Diagnostics.Add(
            PlanDiagnostics.EgressServiceWithoutPort,
            service.Location,
            $"Service '{key}' of cluster '{cluster.Name}' does not expose TCP port {settings.EgressPort}, which mesh traffic takes to its egress gateway.",
            $"Add port {settings.EgressPort} with the name 'tls' to the Service, since Istio's charts do not open it, or name another one in 'egressGateway.port'.",
            declared);
    }

    /// <summary>The pods behind the Service and those that the Gateway object selects must be the same ones.</summary>
    private static void CheckSelector(PlanningContext context, ClusterContext cluster, KubernetesService service)
    {
        var selector = cluster.Settings.EgressSelector;
        var workloads = cluster.SelectWorkloads(service.Key.Namespace, service.Selector);
        var differs = workloads.IsEmpty
            ? selector.Any(label => service.Selector.TryGetValue(label.Key, out var value) && value != label.Value)
            : !workloads.Any(workload => workload.IsSelectedBy(selector));
        if (!differs)
        {
            return;
        }

        var labels = string.Join(", ", selector.Select(label => $"{label.Key}: {label.Value}"));
        context.Diagnostics.Add(
            PlanDiagnostics.EgressSelectorDiffers,
            cluster.Spec.EgressGateway?.Location ?? cluster.Spec.Metadata.Name.Location,
            $"The pods behind Service '{service.Key}' of cluster '{cluster.Name}' do not have the labels '{labels}', by which the egress gateway's pods are selected.",
            "Name labels of these pods in 'egressGateway.selector'; the gateway chart of Istio derives 'istio' from the name of the release.",
            new RelatedLocation(service.Location, "the Service"));
    }
}
