using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Whether the Service of a cluster's east-west gateway, where the manifests hold it, can take the calls of other clusters.</summary>
internal static class GatewayChecks
{
    public static void Check(PlanningContext context, ClusterContext cluster, ImmutableArray<ServerEntryPlan> servers)
    {
        if (servers.IsEmpty)
        {
            return;
        }

        CheckAddresses(context, cluster);
        CheckPort(context, cluster);
    }

    /// <summary>Those of the spec are checked by its schema.</summary>
    private static void CheckAddresses(PlanningContext context, ClusterContext cluster)
    {
        foreach (var address in cluster.Settings.EastWestAddresses)
        {
            if (!IpLiterals.IsAddress(address.Address) && !DnsNames.IsDomain(address.Address))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.GatewayAddressMissing,
                    address.Location,
                    $"The east-west gateway of cluster '{cluster.Name}' has an address that is neither an IP address nor a host name in lower case.",
                    "Correct the status of the Service, or declare 'eastWestGateway.addresses' in the Cluster.");
            }
        }
    }

    private static void CheckPort(PlanningContext context, ClusterContext cluster)
    {
        var settings = cluster.Settings;
        var services = EffectiveSettings.GatewayServices(cluster.Inventory, settings.EastWestNamespace, settings.EastWestSelector);
        if (!settings.EastWestManaged || services.IsEmpty || settings.KnownEastWestServicePort is not null)
        {
            return;
        }

        var hasServicePort = services.Any(service =>
            service.Ports.Any(port => port.TransportProtocol == "TCP" && port.Number == settings.EastWestServicePort));
        if (hasServicePort)
        {
            return;
        }

        var port = settings.EastWestServicePort.ToString(CultureInfo.InvariantCulture);
        RelatedLocation[] related = cluster.Spec.EastWestGateway?.Port is { } declared ? [new(declared.Location, "the port is declared here")] : [];
        context.Diagnostics.Add(
            PlanDiagnostics.GatewayPortMissing,
            services[0].Location,
            $"Service '{services[0].Key}' of the east-west gateway of cluster '{cluster.Name}' has no port {port}, so the gateway does not listen for other clusters.",
            $"Add the port {port} to the Service, or declare the one it has in 'eastWestGateway.port'.",
            related);
    }
}
