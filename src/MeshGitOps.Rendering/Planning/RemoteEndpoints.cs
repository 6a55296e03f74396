using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The east-west gateways of other clusters, as those that call from one cluster dial them.</summary>
internal sealed class RemoteEndpoints(PlanningContext context)
{
    private readonly HashSet<string> _withoutAddress = new(StringComparer.Ordinal);
    private readonly HashSet<(string Consumer, string Remote)> _unreachable = [];
    private readonly HashSet<string> _mixedFamilies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutOrder = new(StringComparer.Ordinal);

    public static EndpointResolution ResolutionOf(ImmutableArray<EndpointPlan> endpoints) =>
        endpoints.All(endpoint => IsAddress(endpoint.Address)) ? EndpointResolution.Static : EndpointResolution.Dns;

    /// <summary>One endpoint per address: those with the locality <paramref name="preferred"/> first, then all others, by cluster.</summary>
    /// <param name="remotes">The other clusters that serve the host, sorted by name. One that cannot be reached is reported and left out.</param>
    public ImmutableArray<EndpointPlan> Find(ClusterContext consumer, ImmutableArray<EntryTarget> remotes, string? preferred)
    {
        var first = ImmutableArray.CreateBuilder<EndpointPlan>();
        var others = ImmutableArray.CreateBuilder<EndpointPlan>();
        foreach (var (cluster, _, ports) in remotes)
        {
            var locality = FailoverPlanner.LocalityOf(consumer, cluster);
            var endpoints = locality == preferred ? first : others;
            endpoints.AddRange(ReachableAddresses(consumer, cluster)
                .Select(address => new EndpointPlan(cluster.Name, address, cluster.Settings.Network, locality, ports)));
        }

        return [.. first, .. others];
    }

    /// <summary>Reports an IPv6 address beside hostnames in one entry.</summary>
    public void ReportMixedFamilies(ClusterContext consumer, GlobalHost host, ImmutableArray<EndpointPlan> endpoints)
    {
        var literal = endpoints.FirstOrDefault(endpoint => endpoint.Address.Contains(':', StringComparison.Ordinal));
        if (literal is null || endpoints.All(endpoint => IsAddress(endpoint.Address)) || !_mixedFamilies.Add(literal.Address))
        {
            return;
        }

        // Only the gateway of another cluster has a literal address; all others are names of Services.
        var remote = literal.Cluster is null ? null : context.ClusterNamed(literal.Cluster);
        context.Diagnostics.Add(
            PlanDiagnostics.AddressFamiliesMixed,
            remote?.Settings.EastWestAddresses.First(address => address.Address == literal.Address).Location ?? host.Location,
            $"Host '{host.Host}' has the IPv6 address '{literal.Address}' beside hostnames in cluster '{consumer.Name}'.",
            "Give the gateway a hostname or an IPv4 address.");
    }

    /// <summary>Reports several neighbours in the consumer's region, of which only one can be named.</summary>
    public void ReportNeighbours(ClusterContext consumer, ImmutableArray<ClusterContext> remotes, string? preferred)
    {
        var neighbours = remotes.Where(remote => remote.Settings.Region == consumer.Settings.Region).Select(remote => remote.Name).ToList();
        if (neighbours.Count < 2 || !_withoutOrder.Add(consumer.Name))
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.NeighboursWithoutOrder,
            consumer.Spec.Region?.Location ?? consumer.Spec.Metadata.Name.Location,
            $"Clusters {Words.List(neighbours)} lie in region '{consumer.Settings.Region}' of cluster '{consumer.Name}'; its clients fail over to '{preferred}' first and to all others alike.",
            "Istio takes one failover target per source region.");
    }

    private List<string> ReachableAddresses(ClusterContext consumer, ClusterContext remote)
    {
        if (remote.Settings.EastWestAddresses.IsEmpty)
        {
            if (_withoutAddress.Add(remote.Name))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.GatewayAddressMissing,
                    remote.Spec.EastWestGateway?.Location ?? remote.Spec.Metadata.Name.Location,
                    $"Cluster '{remote.Name}' serves clients of other clusters, but its east-west gateway has no address.",
                    "Add 'eastWestGateway.addresses', or the gateway's Service with its 'status.loadBalancer' to the manifests.");
            }

            return [];
        }

        var reachable = remote.Settings.EastWestAddresses
            .Where(address => address.ReachableFrom.IsEmpty
                || address.ReachableFrom.Contains(consumer.Name, StringComparer.Ordinal)
                || address.ReachableFrom.Contains(consumer.Settings.Network, StringComparer.Ordinal))
            .Select(address => address.Address)
            .ToList();
        if (reachable.Count == 0 && _unreachable.Add((consumer.Name, remote.Name)))
        {
            context.Diagnostics.Add(
                PlanDiagnostics.GatewayAddressMissing,
                remote.Settings.EastWestAddresses[0].Location,
                $"No address of the east-west gateway of cluster '{remote.Name}' is reachable from cluster '{consumer.Name}', which calls its services.",
                $"Add an address whose 'reachableFrom' names '{consumer.Name}' or its network '{consumer.Settings.Network}', or one without 'reachableFrom'.");
        }

        return reachable;
    }

    private static bool IsAddress(string text) => text.Contains(':', StringComparison.Ordinal) || AddressRange.ParseAddress(text) is not null;
}
