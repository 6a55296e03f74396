using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies;

/// <summary>A TCP port of a Service in the manifests, and what the plan makes of it.</summary>
/// <param name="Host">The first host that leads to the Service; null where it is not exported.</param>
/// <param name="Declaration">The port of a GlobalService that says the protocol, or null.</param>
internal sealed record ServicePortUse(
    KubernetesService Service,
    KubernetesServicePort Port,
    GlobalHost? Host,
    GlobalPortSpec? Declaration)
{
    /// <summary>
    /// Every port once, though the manifests of several clusters may be one file: an exported one stands for the others.
    /// Left out are ports in system namespaces, the API server's Service, ExternalName Services, and UDP and SCTP.
    /// </summary>
    public static IEnumerable<ServicePortUse> AllOf(RuleContext context)
    {
        var uses = AllByCluster(context).ToList();
        return uses.Where(use => use.Host is not null)
            .Concat(uses.Where(use => use.Host is null))
            .DistinctBy(use => (use.Port.Location.Path, use.Port.Location.Span.Start));
    }

    private static IEnumerable<ServicePortUse> AllByCluster(RuleContext context)
    {
        var hosts = HostsByServer(context.Plan);
        var declarations = DeclarationsByService(context);
        var settings = context.Plan.Clusters.ToDictionary(cluster => cluster.Name, cluster => cluster.Settings, StringComparer.Ordinal);
        foreach (var inventory in context.Inventories)
        {
            var cluster = settings.GetValueOrDefault(inventory.Cluster);
            foreach (var service in inventory.Services)
            {
                if (service.Type == KubernetesServiceType.ExternalName
                    || service.Key is { Namespace: "default", Name: "kubernetes" }
                    || SystemNamespaces.IsExcluded(service.Key.Namespace, context.Specs.Mesh)
                    || (cluster is not null && SystemNamespaces.IsControlPlaneOrGateway(service.Key.Namespace, cluster)))
                {
                    continue;
                }

                var host = hosts.GetValueOrDefault((inventory.Cluster, service.Key));
                foreach (var port in service.Ports.Where(port => port.TransportProtocol == "TCP"))
                {
                    var declaration = host is null
                        ? null
                        : declarations.GetValueOrDefault((host.GlobalNamespace, host.Service, port.Number));
                    yield return new ServicePortUse(service, port, host, declaration);
                }
            }
        }
    }

    private static Dictionary<(string Cluster, ServiceKey Service), GlobalHost> HostsByServer(FleetPlan plan)
    {
        var hosts = new Dictionary<(string, ServiceKey), GlobalHost>();
        foreach (var host in plan.Hosts)
        {
            foreach (var server in host.Servers)
            {
                hosts.TryAdd((server.Cluster, server.Service), host);
            }
        }

        return hosts;
    }

    private static Dictionary<(string GlobalNamespace, ServiceKey Service, int Port), GlobalPortSpec> DeclarationsByService(
        RuleContext context)
    {
        var declarations = new Dictionary<(string, ServiceKey, int), GlobalPortSpec>();
        foreach (var globalService in context.Specs.GlobalServices)
        {
            var service = new ServiceKey(globalService.Service.Namespace.Value, globalService.Service.Name.Value);
            foreach (var port in globalService.Ports.Where(port => port.Protocol is not null))
            {
                declarations.TryAdd((globalService.GlobalNamespace.Value, service, port.Number.Value), port);
            }
        }

        return declarations;
    }
}
