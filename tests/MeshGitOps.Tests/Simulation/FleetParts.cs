namespace MeshGitOps.Tests.Simulation;

/// <summary>Finds the objects of a fleet that a mutation changes.</summary>
internal sealed class FleetParts(Fleet fleet)
{
    public Fleet Fleet { get; } = fleet;

    /// <summary>The client side of every host in every cluster.</summary>
    public IEnumerable<Side> Clients =>
        from host in Fleet.Hosts
        from cluster in Fleet.Clusters.Values
        let side = Find(host, cluster, host.ConfigNamespace)
        where side is not null
        select side;

    /// <summary>The server side of every host that another cluster consumes, where the gateway forwards it.</summary>
    public IEnumerable<Side> Servers =>
        from host in Fleet.Hosts
        from server in host.Servers
        where !server.IsDraining && host.Consumers.Any(consumer => consumer.Cluster != server.Cluster)
        let side = Find(host, Fleet[server.Cluster], Fleet[server.Cluster].Facts.GatewayNamespace)
        where side is not null
        select side;

    /// <summary>The second hop of every host that a cluster reaches through its egress gateway.</summary>
    public IEnumerable<Side> Egresses =>
        from host in Fleet.Hosts
        where host.IsViaEgress
        from cluster in Fleet.Clusters.Values
        let side = Find(host, cluster, cluster.Facts.EgressNamespace)
        where side is not null
        select side;

    /// <summary>Second hops in clusters that serve the same host to others.</summary>
    public IEnumerable<Side> EgressesOfServers => Egresses.Where(side =>
        Servers.Any(server => server.Host == side.Host && server.Cluster == side.Cluster));

    /// <summary>Client sides with an endpoint in the own cluster and others.</summary>
    public IEnumerable<Side> LocalFirstClients => Clients.Where(side =>
        side.Endpoints.Count > 1 && side.Host.HasFailover
        && side.Host.Servers.Any(server => server.Cluster == side.Cluster.Facts.Name && !server.IsDraining));

    public IEnumerable<Side> TcpClients => Clients.Where(side =>
        side.Entry.Spec.Items("ports").Any(port => port.Text("protocol") is not ("HTTP" or "HTTP2" or "GRPC" or "GRPC-WEB")));

    /// <summary>Server sides in clusters whose gateways ask for mTLS on the endpoints of a DNS entry (1.20 and later).</summary>
    public IEnumerable<Side> FilteredServers => Servers.Where(side => side.Cluster.Facts.IstioVersion >= new Version(1, 20));

    /// <summary>The Gateway objects that open an egress gateway for a host.</summary>
    public IEnumerable<(Side Egress, KubeObject Gateway)> EgressGateways =>
        from side in Egresses
        from item in side.Cluster.Rendered
        where item.Is("Gateway") && item.Namespace == side.Entry.Namespace
        select (side, item);

    /// <summary>The Gateway objects that publish a host for other clusters.</summary>
    public IEnumerable<(Side Server, KubeObject Gateway)> Gateways =>
        from side in Servers
        from item in side.Cluster.Rendered
        where item.Is("Gateway") && item.Namespace == side.Entry.Namespace && item.Spec.Items("servers").Any(server => server.Texts("hosts").Contains(side.Host.Host))
        select (side, item);

    /// <summary>The workloads behind a server side.</summary>
    public IEnumerable<KubeObject> WorkloadsOf(Side side)
    {
        var server = side.Server;
        var selector = side.Cluster.Own
            .First(item => item is { Kind: "Service", Group: "" } && item.Name == server.Service && item.Namespace == server.Namespace)
            .Spec.TextMap("selector");
        return side.Cluster.Own.Where(item => item.Namespace == server.Namespace
            && item.Kind is "Deployment" or "StatefulSet" or "DaemonSet"
            && selector.Selects(item.Spec.TextMap("template", "metadata", "labels")));
    }

    private static Side? Find(ExpectedHost host, FleetCluster cluster, string place)
    {
        var entry = cluster.Rendered.FirstOrDefault(item =>
            item.Is("ServiceEntry") && item.Namespace == place && item.Spec.Texts("hosts").Contains(host.Host));
        var rule = cluster.Rendered.FirstOrDefault(item =>
            item.Is("DestinationRule") && item.Namespace == place && item.Spec.Text("host") == host.Host);
        return entry is null || rule is null ? null : new Side(host, cluster, entry, rule);
    }
}

/// <summary>A ServiceEntry with its DestinationRule.</summary>
internal sealed record Side(ExpectedHost Host, FleetCluster Cluster, KubeObject Entry, KubeObject Rule)
{
    public YamlMap Spec => (YamlMap)Entry.Spec!;

    public YamlMap RuleSpec => (YamlMap)Rule.Spec!;

    public YamlMap Policy => (YamlMap)RuleSpec["trafficPolicy"]!;

    public List<YamlMap> Endpoints => [.. Entry.Spec.Items("endpoints").OfType<YamlMap>()];

    public List<YamlMap> Ports => [.. Entry.Spec.Items("ports").OfType<YamlMap>()];

    public IEnumerable<string> Consumers =>
        Host.Consumers.Where(consumer => consumer.Cluster == Cluster.Facts.Name).Select(consumer => consumer.Namespace);

    public ExpectedServer Server => Host.Servers.First(server => server.Cluster == Cluster.Facts.Name);

    public bool IsLocal(YamlMap endpoint) =>
        endpoint.Text("address")!.EndsWith($".svc.{Cluster.Facts.ClusterDomain}", StringComparison.Ordinal) && !IsHop(endpoint);

    /// <summary>The own egress gateway.</summary>
    public bool IsHop(YamlMap endpoint) => endpoint.Text("address") == Cluster.Facts.EgressAddress;
}
