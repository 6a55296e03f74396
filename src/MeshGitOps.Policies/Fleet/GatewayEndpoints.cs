using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Endpoints of ServiceEntries that are east-west gateways of other clusters.</summary>
internal sealed class GatewayEndpoints
{
    private readonly HashSet<(string Address, int Port)> _known;

    public GatewayEndpoints(FleetPlan plan) => _known =
    [
        .. from cluster in plan.Clusters
           from address in cluster.Settings.EastWestAddresses
           select (address.Address, cluster.Settings.EastWestPort),
    ];

    /// <summary>The first endpoint that dials port 15443, or the address and port of a gateway of the fleet; null where none does.</summary>
    public ServiceEntryEndpoint? Find(ServiceEntry entry) => entry.Endpoints.FirstOrDefault(Leads);

    private bool Leads(ServiceEntryEndpoint endpoint)
    {
        foreach (var entry in endpoint.Ports?.Entries ?? [])
        {
            if (endpoint.Ports.Integer(entry.Key.Value) is { } port
                && (port.Value == ClusterSettings.DefaultEastWestPort || _known.Contains((endpoint.Address?.Value ?? "", port.Value))))
            {
                return true;
            }
        }

        return false;
    }
}
