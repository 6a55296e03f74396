using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// The way of interconnect EgressHop: a client dials its own cluster's egress gateway, which sends the same TLS session on to
/// the gateway of another cluster. The client's entry holds the first hop, the entry in the egress gateway's namespace the second.
/// </summary>
internal sealed class EgressPlanner(PlanningContext context)
{
    private readonly Dictionary<string, List<EgressEntryPlan>> _entries = new(StringComparer.Ordinal);

    /// <summary>In the order in which hosts were added.</summary>
    public ImmutableArray<EgressEntryPlan> EntriesOf(string cluster) => _entries.TryGetValue(cluster, out var entries) ? [.. entries] : [];

    /// <summary>Plans the second hop; the egress gateway of a cluster is checked with the first of them.</summary>
    /// <param name="remote">The gateways of other clusters; not empty.</param>
    public void Add(GlobalHost host, ClusterContext consumer, ImmutableArray<EndpointPlan> remote, TrafficSettings traffic)
    {
        if (!_entries.TryGetValue(consumer.Name, out var entries))
        {
            _entries.Add(consumer.Name, entries = []);
            EgressChecks.Check(context, consumer);
        }

        entries.Add(new EgressEntryPlan(host, RemoteEndpoints.ResolutionOf(remote), remote, traffic));
    }

    /// <summary>
    /// The egress gateway's Service as an endpoint. Beside a local endpoint it has the locality of the first cluster behind it:
    /// with its own one, half of the calls would leave the cluster.
    /// </summary>
    /// <param name="remote">The gateways of other clusters; not empty.</param>
    public static EndpointPlan FirstHop(GlobalHost host, ClusterContext consumer, ImmutableArray<EndpointPlan> local, ImmutableArray<EndpointPlan> remote) => new(
        null,
        consumer.QualifiedName(EgressChecks.ServiceOf(consumer)),
        null,
        local.IsEmpty ? consumer.Settings.Region ?? "" : remote[0].Locality,
        EndpointPorts.OfGateway(host, consumer.Settings.EgressPort));
}
