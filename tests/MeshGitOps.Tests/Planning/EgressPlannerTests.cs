using MeshGitOps.Cli;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;

namespace MeshGitOps.Tests.Planning;

public sealed class EgressPlannerTests
{
    private const string Workspace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
          interconnect: EgressHop
          members:
          - {clusters: {names: ["*"]}, namespaces: [shop]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: books}
        spec:
          domain: books.example.com
          members:
          - {clusters: {names: ["*"]}, namespaces: [books]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: catalog}
        spec:
          globalNamespace: {name: acme}
          service: {name: catalog, namespace: shop}
          circuitBreaker: {maxConnections: 7}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: a}
        spec:
          version: "1.26"
          region: us-west-1
          clusterDomain: a.internal
          eastWestGateway: {addresses: [{address: 203.0.113.10}]}
          egressGateway: {namespace: way-out, service: door, port: 16443}
          manifests: [{path: a.yaml}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: b}
        spec:
          version: "1.26"
          region: us-west-1
          eastWestGateway: {addresses: [{address: 203.0.113.20}]}
          manifests: [{path: b.yaml}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: c}
        spec:
          version: "1.26"
          region: westeurope
          eastWestGateway: {addresses: [{address: c.gateways.example.com, reachableFrom: [a]}, {address: 203.0.113.30, reachableFrom: [b]}]}
          manifests: [{path: c.yaml}]
        """;

    private static readonly Lazy<PipelineResult> Result = new(() => GoldenCase.Run(
    [
        new("mesh.yaml", Workspace),
        new("a.yaml", Service("catalog", "shop")),
        new("b.yaml", Service("catalog", "shop") + Service("novels", "books")),
        new("c.yaml", Service("catalog", "shop") + Service("orders", "shop")),
    ]));

    [Fact]
    public void Leads_a_client_to_the_service_of_its_own_egress_gateway()
    {
        var endpoint = Assert.Single(Client("a", "orders.acme.example.com").Endpoints);

        Assert.Equal("door.way-out.svc.a.internal", endpoint.Address);
        Assert.Equal([16443], endpoint.Ports.Select(port => port.Number));
        Assert.Equal("us-west-1", endpoint.Locality);
        Assert.Null(endpoint.Cluster);
        Assert.Null(endpoint.Network);
        Assert.Equal(EndpointResolution.Dns, Client("a", "orders.acme.example.com").Resolution);
    }

    [Fact]
    public void Gives_the_gateway_the_locality_of_the_first_cluster_behind_it_beside_a_local_endpoint()
    {
        Assert.Equal(
            [("catalog.shop.svc.a.internal", "us-west-1"), ("door.way-out.svc.a.internal", "us-west-1.b")],
            Client("a", "catalog.acme.example.com").Endpoints.Select(endpoint => (endpoint.Address, endpoint.Locality)));
        Assert.Equal(
            [("catalog.shop.svc.cluster.local", "westeurope"), ("istio-egressgateway.istio-egress.svc.cluster.local", "us-west-1")],
            Client("c", "catalog.acme.example.com").Endpoints.Select(endpoint => (endpoint.Address, endpoint.Locality)));
    }

    [Fact]
    public void Leads_the_gateway_to_the_reachable_gateways_of_other_clusters_in_the_order_of_failover()
    {
        Assert.Equal(
            [("b", "203.0.113.20", "us-west-1.b", 15443), ("c", "c.gateways.example.com", "westeurope", 15443)],
            Egress("a", "catalog.acme.example.com").Endpoints.Select(endpoint => (endpoint.Cluster!, endpoint.Address, endpoint.Locality, endpoint.Ports[0].Number)));
        Assert.Equal(EndpointResolution.Dns, Egress("a", "catalog.acme.example.com").Resolution);
        Assert.Equal(EndpointResolution.Static, Egress("b", "catalog.acme.example.com").Resolution);
        Assert.Equal("203.0.113.30", Assert.Single(Egress("b", "orders.acme.example.com").Endpoints).Address);
    }

    [Fact]
    public void Fails_over_at_the_gateway_and_not_at_a_client_with_one_endpoint()
    {
        Assert.NotNull(Client("a", "catalog.acme.example.com").Traffic.OutlierDetection);
        Assert.Null(Client("a", "orders.acme.example.com").Traffic.OutlierDetection);
        Assert.Null(Client("a", "orders.acme.example.com").Traffic.Locality);
        Assert.NotNull(Egress("a", "catalog.acme.example.com").Traffic.OutlierDetection);
        Assert.Equal(new LocalityFailoverPlan(true, "us-west-1", "us-west-1.b"), Egress("a", "catalog.acme.example.com").Traffic.Locality);
        Assert.Null(Egress("a", "orders.acme.example.com").Traffic.OutlierDetection);
    }

    [Fact]
    public void Limits_the_connections_of_a_client_and_not_those_of_the_gateway_that_all_share()
    {
        Assert.Equal(7, Client("a", "catalog.acme.example.com").Traffic.ConnectionPool?.MaxConnections);
        Assert.Null(Egress("a", "catalog.acme.example.com").Traffic.ConnectionPool);
    }

    [Fact]
    public void Has_no_second_hop_for_a_host_that_only_the_own_cluster_serves() =>
        Assert.Equal(["catalog.acme.example.com"], Cluster("c").EgressEntries.Select(entry => entry.Host.Host));

    [Fact]
    public void Leaves_the_hosts_of_a_global_namespace_without_the_hop_alone()
    {
        Assert.Equal("203.0.113.20", Assert.Single(Client("a", "novels.books.example.com").Endpoints).Address);
        Assert.DoesNotContain(Cluster("a").EgressEntries, entry => entry.Host.GlobalNamespace == "books");
    }

    [Fact]
    public void Keeps_the_server_side_of_the_east_west_gateway() =>
        Assert.Equal(
            ["catalog.acme.example.com", "orders.acme.example.com"],
            Cluster("c").ServerEntries.Select(entry => entry.Host.Host));

    [Fact]
    public void Warns_of_a_gateway_that_nothing_declares_and_takes_one_without_manifest_for_granted()
    {
        var warned = Result.Value.Diagnostics.Where(diagnostic => diagnostic.Id == PlanDiagnostics.EgressGatewayNotDeclared.Id).ToList();

        Assert.Equal(["b", "c"], warned.Select(diagnostic => Workspace.Substring(diagnostic.Location.Span.Start, diagnostic.Location.Span.Length)));
        Assert.All(warned, diagnostic => Assert.Equal(Severity.Warning, diagnostic.Severity));
        Assert.Contains(Result.Value.Assumptions, text => text.StartsWith("The egress gateway of cluster 'a' is taken to have a Service", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_an_IPv6_gateway_beside_a_local_endpoint_since_they_are_in_two_entries()
    {
        var text = Workspace.Replace("interconnect: EgressHop", "interconnect: INTERCONNECT", StringComparison.Ordinal)
            .Replace("203.0.113.20", "'2001:db8::20'", StringComparison.Ordinal)
            .Replace("c.gateways.example.com", "2001:db8::30", StringComparison.Ordinal)
            .Replace("{address: 2001:db8::30", "{address: '2001:db8::30'", StringComparison.Ordinal);

        Assert.DoesNotContain(Run(text, "EgressHop").Diagnostics, diagnostic => diagnostic.Id == PlanDiagnostics.AddressFamiliesMixed.Id);
        Assert.Contains(Run(text, "EastWest").Diagnostics, diagnostic => diagnostic.Id == PlanDiagnostics.AddressFamiliesMixed.Id);

        static PipelineResult Run(string text, string interconnect) => GoldenCase.Run(
        [
            new("mesh.yaml", text.Replace("INTERCONNECT", interconnect, StringComparison.Ordinal)),
            new("a.yaml", Service("catalog", "shop")),
            new("b.yaml", Service("catalog", "shop")),
            new("c.yaml", Service("catalog", "shop")),
        ]);
    }

    private static ClusterPlan Cluster(string name) => Result.Value.Plan.Clusters.Single(cluster => cluster.Name == name);

    private static ClientEntryPlan Client(string cluster, string host) => Cluster(cluster).ClientEntries.Single(entry => entry.Host.Host == host);

    private static EgressEntryPlan Egress(string cluster, string host) => Cluster(cluster).EgressEntries.Single(entry => entry.Host.Host == host);

    private static string Service(string name, string place) => $"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {name}
          namespace: {place}
        spec:
          selector:
            app: {name}
          ports:
          - name: http
            port: 8080
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {name}
          namespace: {place}
        spec:
          selector:
            matchLabels:
              app: {name}
          template:
            metadata:
              labels:
                app: {name}
            spec:
              containers:
              - name: {name}
                image: {name}:1
        ---

        """;
}
