using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The client entries of each cluster that consumes a host, and the server entries of each that serves it to others.</summary>
internal sealed class EntryPlanner
{
    private readonly PlanningContext _context;
    private readonly Dictionary<string, List<ClientEntryPlan>> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ServerEntryPlan>> _servers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutAddress = new(StringComparer.Ordinal);
    private readonly HashSet<(string Consumer, string Remote)> _unreachable = [];
    private readonly HashSet<string> _mixedFamilies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutOrder = new(StringComparer.Ordinal);

    public EntryPlanner(PlanningContext context)
    {
        _context = context;
        foreach (var cluster in context.Clusters)
        {
            _clients.Add(cluster.Name, []);
            _servers.Add(cluster.Name, []);
        }
    }

    /// <summary>In the order in which hosts were added.</summary>
    public ImmutableArray<ClientEntryPlan> ClientsOf(string cluster) => [.. _clients[cluster]];

    /// <summary>In the order in which hosts were added.</summary>
    public ImmutableArray<ServerEntryPlan> ServersOf(string cluster) => [.. _servers[cluster]];

    /// <param name="consumers">The consumer namespaces by cluster.</param>
    public void Add(ServedService service, GlobalHost host, ImmutableSortedDictionary<string, ImmutableArray<string>> consumers)
    {
        var targets = service.Servers
            .Where(server => server.State == ServingState.Serving)
            .Select(server => new Target(server.Candidate.Cluster, LocalEndpoint(server, host), RemotePorts(server.Candidate.Cluster, host)))
            .ToImmutableArray();
        var outlierDetection = FailoverPlanner.OutlierDetection(service.Group);
        var connectionPool = ConnectionPool(service.Group.Spec?.CircuitBreaker);
        foreach (var (name, namespaces) in consumers)
        {
            var consumer = _context.ClusterNamed(name)!;
            if (ClientEntry(service, host, consumer, namespaces, targets, outlierDetection, connectionPool) is { } entry)
            {
                _clients[name].Add(entry);
            }
        }

        foreach (var server in service.Servers)
        {
            var cluster = server.Candidate.Cluster;
            if (consumers.Keys.Any(consumer => consumer != cluster.Name))
            {
                _servers[cluster.Name].Add(new ServerEntryPlan(
                    host, cluster.QualifiedName(server.Candidate.Key), cluster.Settings.Region ?? "", LocalPorts(host)));
            }
        }
    }

    private ClientEntryPlan? ClientEntry(
        ServedService service,
        GlobalHost host,
        ClusterContext consumer,
        ImmutableArray<string> namespaces,
        ImmutableArray<Target> targets,
        OutlierDetectionPlan outlierDetection,
        ConnectionPoolPlan? connectionPool)
    {
        var remotes = targets.Where(target => target.Cluster != consumer).Select(target => target.Cluster).ToImmutableArray();
        var preferred = FailoverPlanner.Target(service.Group.GlobalNamespace, service.Group.Spec?.Failover, consumer, remotes);
        var first = ImmutableArray.CreateBuilder<EndpointPlan>();
        var second = ImmutableArray.CreateBuilder<EndpointPlan>();
        var others = ImmutableArray.CreateBuilder<EndpointPlan>();
        foreach (var target in targets)
        {
            if (target.Cluster == consumer)
            {
                first.Add(target.Local);
                continue;
            }

            var locality = FailoverPlanner.LocalityOf(consumer, target.Cluster);
            var endpoints = locality == preferred ? second : others;
            foreach (var address in ReachableAddresses(consumer, target.Cluster))
            {
                endpoints.Add(new EndpointPlan(target.Cluster.Name, address, target.Cluster.Settings.Network, locality, target.RemotePorts));
            }
        }

        ImmutableArray<EndpointPlan> all = [.. first, .. second, .. others];
        if (all.IsEmpty)
        {
            // Nothing to dial: the missing gateway address is reported.
            return null;
        }

        ReportMixedFamilies(consumer, host, all);
        ReportNeighbours(consumer, remotes, preferred);
        var isSingle = all.Length == 1;
        return new ClientEntryPlan
        {
            Host = host,
            ConfigNamespace = NamespacePlanner.ConfigNamespaceOf(service.Group.GlobalNamespace),
            Resolution = all.All(endpoint => IsAddress(endpoint.Address)) ? EndpointResolution.Static : EndpointResolution.Dns,
            Endpoints = all,
            ExportTo = namespaces,
            Traffic = new TrafficSettings
            {
                OutlierDetection = isSingle ? null : outlierDetection,
                Locality = isSingle ? null : Locality(service, consumer, preferred),
                ConnectionPool = connectionPool,
            },
        };
    }

    private static LocalityFailoverPlan Locality(ServedService service, ClusterContext consumer, string? preferred) =>
        FailoverPlanner.IsEnabled(service.Group.GlobalNamespace, service.Group.Spec?.Failover)
            ? new LocalityFailoverPlan(true, preferred is null ? null : consumer.Settings.Region, preferred)
            : new LocalityFailoverPlan(false, null, null);

    private List<string> ReachableAddresses(ClusterContext consumer, ClusterContext remote)
    {
        if (remote.Settings.EastWestAddresses.IsEmpty)
        {
            if (_withoutAddress.Add(remote.Name))
            {
                _context.Diagnostics.Add(
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
            _context.Diagnostics.Add(
                PlanDiagnostics.GatewayAddressMissing,
                remote.Settings.EastWestAddresses[0].Location,
                $"No address of the east-west gateway of cluster '{remote.Name}' is reachable from cluster '{consumer.Name}', which calls its services.",
                $"Add an address whose 'reachableFrom' names '{consumer.Name}' or its network '{consumer.Settings.Network}', or one without 'reachableFrom'.");
        }

        return reachable;
    }

    private static EndpointPlan LocalEndpoint(Server server, GlobalHost host) => new(
        server.Candidate.Cluster.Name,
        server.Candidate.Cluster.QualifiedName(server.Candidate.Key),
        null,
        server.Candidate.Cluster.Settings.Region ?? "",
        LocalPorts(host));

    private static ImmutableArray<EndpointPort> LocalPorts(GlobalHost host) =>
        [.. host.Ports.Select(port => new EndpointPort(port.Name, port.Number)).OrderBy(port => port.Name, StringComparer.Ordinal)];

    private static ImmutableArray<EndpointPort> RemotePorts(ClusterContext cluster, GlobalHost host) =>
        [.. host.Ports.Select(port => new EndpointPort(port.Name, cluster.Settings.EastWestPort)).OrderBy(port => port.Name, StringComparer.Ordinal)];

    private static ConnectionPoolPlan? ConnectionPool(CircuitBreakerSpec? spec)
    {
        var pool = new ConnectionPoolPlan(
            Limit(spec?.MaxConnections), Limit(spec?.MaxPendingRequests), Limit(spec?.MaxRequestsPerConnection));
        return pool is (null, null, null) ? null : pool;
    }

    private static int? Limit(Located<int>? limit) => limit is { Value: > 0 } ? limit.Value : null;

    private void ReportMixedFamilies(ClusterContext consumer, GlobalHost host, ImmutableArray<EndpointPlan> endpoints)
    {
        var literal = endpoints.FirstOrDefault(endpoint => endpoint.Address.Contains(':', StringComparison.Ordinal));
        if (literal is null || endpoints.All(endpoint => IsAddress(endpoint.Address)) || !_mixedFamilies.Add(literal.Address))
        {
            return;
        }

        var address = _context.ClusterNamed(literal.Cluster)!.Settings.EastWestAddresses.First(address => address.Address == literal.Address);
        _context.Diagnostics.Add(
            PlanDiagnostics.AddressFamiliesMixed,
            address.Location,
            $"Host '{host.Host}' has the IPv6 address '{literal.Address}' beside hostnames in cluster '{consumer.Name}'.",
            "Give the gateway a hostname or an IPv4 address.");
    }

    private void ReportNeighbours(ClusterContext consumer, ImmutableArray<ClusterContext> remotes, string? preferred)
    {
        var neighbours = remotes.Where(remote => remote.Settings.Region == consumer.Settings.Region).Select(remote => remote.Name).ToList();
        if (neighbours.Count < 2 || !_withoutOrder.Add(consumer.Name))
        {
            return;
        }

        _context.Diagnostics.Add(
            PlanDiagnostics.NeighboursWithoutOrder,
            consumer.Spec.Region?.Location ?? consumer.Spec.Metadata.Name.Location,
            $"Clusters {Words.List(neighbours)} lie in region '{consumer.Settings.Region}' of cluster '{consumer.Name}'; its clients fail over to '{preferred}' first and to all others alike.",
            "Istio takes one failover target per source region.");
    }

    private static bool IsAddress(string text) => text.Contains(':', StringComparison.Ordinal) || AddressRange.ParseAddress(text) is not null;

    private sealed record Target(ClusterContext Cluster, EndpointPlan Local, ImmutableArray<EndpointPort> RemotePorts);
}
