using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Providers;

/// <summary>Plans as the planner makes them, of two clusters in two regions.</summary>
internal static class PlanSamples
{
    public static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public static readonly TrafficSettings SingleEndpoint = new();

    public static readonly TrafficSettings Failover = new()
    {
        OutlierDetection = new OutlierDetectionPlan(10, 0, "10s", "30s", 100),
        Locality = new LocalityFailoverPlan(true, "us-west-1", "westeurope"),
    };

    public static Origin Origin(string kind, string name) =>
        new(kind, name, new SourceText($"mesh/{name}.yaml", "").Start);

    public static ClusterSettings Settings(string version = "1.26", string name = "a") => new()
    {
        Name = name,
        Origin = Origin("Cluster", name),
        Provider = MeshProviderKind.Istio,
        IstioVersion = IstioVersion.TryParse(version)!.Value,
        Platform = ClusterPlatform.Other,
        Region = "us-west-1",
        Network = name,
        ClusterDomain = "cluster.local",
        TrustDomain = "cluster.local",
        RootCertificate = null,
        IstioNamespace = "istio-system",
        EastWestNamespace = "istio-system",
        EastWestPort = 15443,
        EastWestSelector = NoLabels.Add("istio", "eastwestgateway"),
        EastWestManaged = true,
        EastWestAddresses = [],
        IngressNamespace = "istio-ingress",
        EgressNamespace = "istio-egress",
        EgressService = "istio-egressgateway",
        EgressPort = 15443,
        EgressSelector = NoLabels.Add("istio", "egressgateway"),
        InjectionMode = InjectionMode.Members,
        InjectionRevision = null,
        DnsMode = DnsMode.Capture,
        DnsProvider = DnsProviderKind.Coredns,
        DnsCapture = DnsCapture.Enabled,
        Explained = [],
    };

    public static GlobalHost Host(
        string name = "catalog",
        string globalNamespace = "acme",
        string address = "240.0.16.7",
        int port = 8082,
        string portName = "http-catalog",
        MeshProtocol protocol = MeshProtocol.Http) => new()
        {
            Host = $"{name}.{globalNamespace}.example.com",
            GlobalNamespace = globalNamespace,
            Domain = $"{globalNamespace}.example.com",
            Service = new ServiceKey("acme", name),
            VirtualAddress = address,
            Ports = [new HostPort(port, portName, protocol, Origin("GlobalNamespace", globalNamespace).Location)],
            Servers = [new ServingCluster("a", new ServiceKey("acme", name), ServingState.Serving, Origin("GlobalNamespace", globalNamespace).Location)],
            SubjectAltNames = [$"spiffe://cluster.local/ns/acme/sa/{name}"],
            Origin = Origin("GlobalNamespace", globalNamespace),
            Location = Origin("GlobalNamespace", globalNamespace).Location,
        };

    public static EndpointPlan Local(GlobalHost host) => new(
        "a",
        $"{host.Service.Name}.acme.svc.cluster.local",
        null,
        "us-west-1",
        [.. host.Ports.Select(port => new EndpointPort(port.Name, port.Number))]);

    public static EndpointPlan Remote(GlobalHost host, string address = "203.0.113.20") => new(
        "b",
        address,
        "net-b",
        "westeurope",
        [.. host.Ports.Select(port => new EndpointPort(port.Name, 15443))]);

    public static ClientEntryPlan Client(GlobalHost host, TrafficSettings traffic, params EndpointPlan[] endpoints) => new()
    {
        Host = host,
        ConfigNamespace = $"mesh-{host.GlobalNamespace}",
        Resolution = endpoints.Any(endpoint => endpoint.Network is null) ? EndpointResolution.Dns : EndpointResolution.Static,
        Endpoints = [.. endpoints],
        ExportTo = ["shopping"],
        Traffic = traffic,
    };

    public static ServerEntryPlan Server(GlobalHost host) => new(
        host,
        $"{host.Service.Name}.acme.svc.cluster.local",
        "us-west-1",
        [.. host.Ports.Select(port => new EndpointPort(port.Name, port.Number))]);

    /// <summary>The own egress gateway, as a client of cluster a dials it.</summary>
    public static EndpointPlan Hop(GlobalHost host) => new(
        null,
        "istio-egressgateway.istio-egress.svc.cluster.local",
        null,
        "westeurope",
        [.. host.Ports.Select(port => new EndpointPort(port.Name, 15443))]);

    public static EgressEntryPlan Egress(GlobalHost host, TrafficSettings traffic, params EndpointPlan[] endpoints) =>
        new(host, EndpointResolution.Static, [.. endpoints], traffic);

    public static ConfigNamespacePlan ConfigNamespace(string globalNamespace) =>
        new($"mesh-{globalNamespace}", globalNamespace, NoLabels, Origin("GlobalNamespace", globalNamespace));

    public static PeerAuthenticationPlan Strict(string name = "meshgitops") =>
        new(name, "acme", "acme", "STRICT", null, [], Origin("GlobalNamespace", "acme"));

    /// <summary>One host, served here and there.</summary>
    public static ClusterPlan Cluster(string name = "a")
    {
        var host = Host();
        return new ClusterPlan
        {
            Settings = Settings(name: name),
            ConfigNamespaces = [ConfigNamespace("acme")],
            ClientEntries = [Client(host, Failover, Local(host), Remote(host))],
            ServerEntries = [Server(host)],
            PeerAuthentications = [Strict()],
            InjectedNamespaces = [new InjectedNamespacePlan("acme", null, Origin("GlobalNamespace", "acme"))],
        };
    }
}
