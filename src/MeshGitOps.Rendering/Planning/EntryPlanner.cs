using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The client entries of each cluster that consumes a host, and the server entries of each that serves it to others.</summary>
internal sealed class EntryPlanner
{
    private readonly PlanningContext _context;
    private readonly Dictionary<string, List<ClientEntryPlan>> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ServerEntryPlan>> _servers = new(StringComparer.Ordinal);
    private readonly RemoteEndpoints _remoteEndpoints;
    private readonly EgressPlanner _egress;

    public EntryPlanner(PlanningContext context)
    {
        _context = context;
        _remoteEndpoints = new RemoteEndpoints(context);
        _egress = new EgressPlanner(context);
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

    /// <summary>In the order in which hosts were added.</summary>
    public ImmutableArray<EgressEntryPlan> EgressesOf(string cluster) => _egress.EntriesOf(cluster);

    /// <param name="consumers">The consumer namespaces by cluster.</param>
    public void Add(ServedService service, GlobalHost host, ImmutableSortedDictionary<string, ImmutableArray<string>> consumers)
    {
        var targets = service.Servers
            .Where(server => server.State == ServingState.Serving)
            .Select(server => new EntryTarget(server.Candidate.Cluster, LocalEndpoint(server, host), EndpointPorts.OfGateway(host, server.Candidate.Cluster.Settings.EastWestPort)))
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
                    host, cluster.QualifiedName(server.Candidate.Key), cluster.Settings.Region ?? "", EndpointPorts.OfService(host)));
            }
        }
    }

    private ClientEntryPlan? ClientEntry(
        ServedService service,
        GlobalHost host,
        ClusterContext consumer,
        ImmutableArray<string> namespaces,
        ImmutableArray<EntryTarget> targets,
        OutlierDetectionPlan outlierDetection,
        ConnectionPoolPlan? connectionPool)
    {
        ImmutableArray<EndpointPlan> local = [.. targets.Where(target => target.Cluster == consumer).Select(target => target.Local)];
        ImmutableArray<EntryTarget> others = [.. targets.Where(target => target.Cluster != consumer)];
        ImmutableArray<ClusterContext> remotes = [.. others.Select(target => target.Cluster)];
        var preferred = FailoverPlanner.Target(service.Group.GlobalNamespace, service.Group.Spec?.Failover, consumer, remotes);
        var remote = _remoteEndpoints.Find(consumer, others, preferred);
        if (local.IsEmpty && remote.IsEmpty)
        {
            // Nothing to dial: the missing gateway address is reported.
            return null;
        }

        var hasHop = service.Group.GlobalNamespace.Interconnect is { Value: InterconnectMode.EgressHop } && !remote.IsEmpty;
        var locality = Locality(service, consumer, preferred);
        if (hasHop)
        {
            _egress.Add(host, consumer, remote, Traffic(remote, outlierDetection, locality, null));
        }

        var all = hasHop ? local.Add(EgressPlanner.FirstHop(host, consumer, local, remote)) : local.AddRange(remote);
        _remoteEndpoints.ReportMixedFamilies(consumer, host, hasHop ? remote : all);
        _remoteEndpoints.ReportNeighbours(consumer, remotes, preferred);
        return new ClientEntryPlan
        {
            Host = host,
            ConfigNamespace = NamespacePlanner.ConfigNamespaceOf(service.Group.GlobalNamespace),
            // The .global recipe of the old releases has DNS for addresses too.
            Resolution = host.Interconnect == InterconnectMode.Legacy ? EndpointResolution.Dns : RemoteEndpoints.ResolutionOf(all),
            Endpoints = all,
            ExportTo = host.Interconnect == InterconnectMode.Legacy && !LegacyRelease.HasExportToNamespaces(consumer.Settings.IstioVersion)
                ? ["*"]
                : namespaces,
            Traffic = Traffic(all, outlierDetection, locality, connectionPool),
        };
    }

    /// <summary>A single endpoint has neither outlier detection nor failover: ejecting it would leave none.</summary>
    private static TrafficSettings Traffic(
        ImmutableArray<EndpointPlan> endpoints, OutlierDetectionPlan outlierDetection, LocalityFailoverPlan locality, ConnectionPoolPlan? connectionPool) => new()
        {
            OutlierDetection = endpoints.Length == 1 ? null : outlierDetection,
            Locality = endpoints.Length == 1 ? null : locality,
            ConnectionPool = connectionPool,
        };

    private static LocalityFailoverPlan Locality(ServedService service, ClusterContext consumer, string? preferred) =>
        FailoverPlanner.IsEnabled(service.Group.GlobalNamespace, service.Group.Spec?.Failover)
            ? new LocalityFailoverPlan(true, preferred is null ? null : consumer.Settings.Region, preferred)
            : new LocalityFailoverPlan(false, null, null);

    private static EndpointPlan LocalEndpoint(Server server, GlobalHost host) => new(
        server.Candidate.Cluster.Name,
        server.Candidate.Cluster.QualifiedName(server.Candidate.Key),
        null,
        server.Candidate.Cluster.Settings.Region ?? "",
        EndpointPorts.OfService(host));

    private static ConnectionPoolPlan? ConnectionPool(CircuitBreakerSpec? spec)
    {
        var pool = new ConnectionPoolPlan(
            Limit(spec?.MaxConnections), Limit(spec?.MaxPendingRequests), Limit(spec?.MaxRequestsPerConnection));
        return pool is (null, null, null) ? null : pool;
    }

    private static int? Limit(Located<int>? limit) => limit is { Value: > 0 } ? limit.Value : null;
}

/// <summary>A cluster that takes calls for a host: its endpoint for clients of its own, and what others dial at its gateway.</summary>
internal sealed record EntryTarget(ClusterContext Cluster, EndpointPlan Local, ImmutableArray<EndpointPort> RemotePorts);
