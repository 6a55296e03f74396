using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Tests.Planning;

/// <summary>What "serves" means.</summary>
public sealed class ServingTests
{
    [Fact]
    public void A_cluster_serves_a_Service_with_a_workload()
    {
        var fleet = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).In("b", TextFleet.App("catalog")).Run().AssertClean();

        Assert.Equal(["a", "b"], fleet.Host("catalog").Servers.Select(server => server.Cluster));
        Assert.Equal(["catalog.acme.example.com"], fleet.ServersOf("a"));
        Assert.Equal("catalog.shop.svc.cluster.local", fleet["a"].ServerEntries[0].Address);
    }

    [Fact]
    public void A_workload_alone_makes_no_service() =>
        Assert.Empty(TextFleet.OfTwo().In("a", TextFleet.Deployment("catalog")).Run().Hosts);

    [Fact]
    public void A_cluster_whose_workloads_have_0_replicas_does_not_serve()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.Service("catalog"), TextFleet.Deployment("catalog", replicas: "0"))
            .In("b", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["b"], fleet.Host("catalog").Servers.Select(server => server.Cluster));
        Assert.Empty(fleet.ServersOf("a"));
    }

    [Fact]
    public void One_workload_with_replicas_is_enough()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.Service("catalog", selector: "group: catalog"))
            .In("a", TextFleet.Deployment("blue", ", group: catalog", replicas: "0"), TextFleet.Deployment("green", ", group: catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["a"], fleet.Host("catalog").Servers.Select(server => server.Cluster));
    }

    [Fact]
    public void Replicas_that_an_autoscaler_sets_count()
    {
        var deployment = TextFleet.Deployment("catalog").Replace("  replicas: 1\n", "", StringComparison.Ordinal);

        Assert.Single(TextFleet.OfTwo().In("a", TextFleet.Service("catalog"), deployment).Run().AssertClean().Hosts);
    }

    [Fact]
    public void A_Service_with_a_selector_and_no_workload_counts_with_a_warning()
    {
        var fleet = TextFleet.OfTwo().In("a", TextFleet.Service("catalog")).Run();

        Assert.Equal(["catalog.acme.example.com"], fleet.Hosts);
        fleet.AssertFinding("MGO3031", "catalog");
        Assert.Empty(fleet.Host("catalog").SubjectAltNames);
    }

    [Fact]
    public void Declared_accounts_say_what_an_operator_makes()
    {
        var fleet = TextFleet.OfTwo().GlobalService("catalog", "  serviceAccounts: [operated]").In("a", TextFleet.Service("catalog")).Run().AssertClean();

        Assert.Equal(["spiffe://cluster.local/ns/shop/sa/operated"], fleet.Host("catalog").SubjectAltNames.AsEnumerable());
    }

    [Fact]
    public void A_Service_without_a_selector_does_not_count()
    {
        var fleet = TextFleet.OfTwo().In("a", WithoutSelector("catalog")).Run();

        Assert.Empty(fleet.Hosts);
        fleet.AssertFinding("MGO3011", "catalog");
    }

    [Fact]
    public void A_Service_without_a_selector_counts_where_a_GlobalService_says_so()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: a}]\n  serviceAccounts: [catalog]")
            .In("a", WithoutSelector("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["catalog.acme.example.com"], fleet.ServersOf("a"));
    }

    [Fact]
    public void A_GlobalService_that_lists_clusters_leaves_the_others_out()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: b}]")
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["b westeurope"], fleet.Endpoints("a", "catalog"));
    }

    [Fact]
    public void A_cluster_that_a_GlobalService_lists_serves_without_replicas_with_a_warning()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: a}, {name: b}]")
            .In("a", TextFleet.Service("catalog"), TextFleet.Deployment("catalog", replicas: "0"))
            .In("b", TextFleet.App("catalog"))
            .Run();

        Assert.Equal(["a", "b"], fleet.Host("catalog").Servers.Select(server => server.Cluster));
        fleet.AssertFinding("MGO3061", "catalog");
    }

    [Fact]
    public void Draining_keeps_the_server_side_and_takes_the_endpoint_from_every_client()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: a, state: Serving}, {name: b, state: Draining}]")
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.Service("catalog"), TextFleet.Deployment("catalog", account: "old", replicas: "0"))
            .Run()
            .AssertClean();

        Assert.Equal(ServingState.Draining, fleet.Host("catalog").Servers[1].State);
        Assert.Equal(["a us-west-1"], fleet.Endpoints("a", "catalog"));
        Assert.Equal(["a us-west-1"], fleet.Endpoints("b", "catalog"));
        Assert.Equal(["catalog.acme.example.com"], fleet.ServersOf("b"));
        // Open connections still reach the pods that drain.
        Assert.Equal(
            ["spiffe://cluster.local/ns/shop/sa/catalog", "spiffe://cluster.local/ns/shop/sa/old"],
            fleet.Host("catalog").SubjectAltNames.AsEnumerable());
    }

    [Fact]
    public void A_backend_has_its_own_name_and_namespace_in_its_cluster()
    {
        var fleet = TextFleet.OfTwo("  members: [{clusters: {names: [\"*\"]}, namespaces: [shop, store]}]")
            .GlobalService("catalog", "  backends: [{cluster: b, service: {name: catalog-v2, namespace: store}}]")
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog-v2", @namespace: "store"))
            .Run()
            .AssertClean();

        Assert.Equal(["catalog.acme.example.com"], fleet.Hosts);
        Assert.Equal("catalog-v2.store.svc.cluster.local", fleet["b"].ServerEntries[0].Address);
        Assert.Equal("catalog-v2.store.svc.cluster.local", fleet.Client("b", "catalog").Endpoints[0].Address);
        Assert.Equal(
            ["spiffe://cluster.local/ns/shop/sa/catalog", "spiffe://cluster.local/ns/store/sa/catalog-v2"],
            fleet.Host("catalog").SubjectAltNames.AsEnumerable());
    }

    [Fact]
    public void A_backend_serves_beside_the_listed_clusters()
    {
        // As in the documentation of the language: 'backends' says where the service has another name, beside 'clusters'.
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: a}]\n  backends: [{cluster: b, service: {name: catalog-v2, namespace: shop}}]")
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog-v2"))
            .Run()
            .AssertClean();

        Assert.Equal(["a us-west-1", "b westeurope"], fleet.Endpoints("a", "catalog"));
    }

    [Fact]
    public void A_backend_takes_the_place_of_the_Service_of_the_same_name()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  backends: [{cluster: b, service: {name: catalog-v2, namespace: shop}}]")
            .In("a", TextFleet.App("catalog"))
            .In("b", [.. TextFleet.App("catalog"), .. TextFleet.App("catalog-v2")])
            .Run()
            .AssertClean();

        Assert.Equal("catalog-v2.shop.svc.cluster.local", Assert.Single(fleet["b"].ServerEntries).Address);
        Assert.Equal(["b westeurope", "a us-west-1"], fleet.Endpoints("b", "catalog"));
    }

    [Fact]
    public void A_Service_is_the_backend_of_one_service()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  backends: [{cluster: b, service: {name: both, namespace: shop}}]")
            .GlobalService("users", "  backends: [{cluster: b, service: {name: both, namespace: shop}}]")
            .In("a", [.. TextFleet.App("catalog"), .. TextFleet.App("users")])
            .In("b", TextFleet.App("both"))
            .Run();

        fleet.AssertFinding("MGO3062", "b");
    }

    [Fact]
    public void A_complete_GlobalService_stands_for_what_Helm_installs()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", """
                  clusters: [{name: b}]
                  aliases: [products.acme.example.com]
                  virtualAddress: 240.0.1.7
                  ports: [{name: http-catalog, number: 8082, targetPort: 9090, protocol: HTTP}]
                  selector: {app: catalog}
                  serviceAccounts: [catalog]
                  consumers: [{namespace: shop, clusters: {names: [a]}}]
                  replicatedBackend: false
                  mtls: {portLevel: {"8082": PERMISSIVE}}
                  failover: {enabled: true}
                  circuitBreaker: {maxConnections: 100, maxPendingRequests: 50, maxRequestsPerConnection: 2}
                """)
            .Run()
            .AssertClean();

        Assert.Equal(["catalog.acme.example.com", "products.acme.example.com"], fleet.Hosts);
        Assert.Equal("240.0.1.7", fleet.Host("catalog").VirtualAddress);
        Assert.Equal(["http-catalog 8082 Http"], fleet.Host("products").Ports.Select(port => $"{port.Name} {port.Number} {port.Protocol}"));
        Assert.Equal(["spiffe://cluster.local/ns/shop/sa/catalog"], fleet.Host("catalog").SubjectAltNames.AsEnumerable());
        Assert.Equal("catalog.shop.svc.cluster.local", fleet["b"].ServerEntries[0].Address);
        Assert.Empty(fleet.ClientsOf("b"));
        Assert.Equal(
            ["meshgitops ", "meshgitops-catalog 9090:PERMISSIVE"],
            fleet["b"].PeerAuthentications.Select(plan => $"{plan.Name} {string.Join(',', plan.PortLevel.Select(port => $"{port.ContainerPort}:{port.Mode}"))}"));
        Assert.Equal("catalog", fleet["b"].PeerAuthentications[1].Selector!["app"]);
        Assert.Contains("      maxConnections: 100\n", fleet.Rendered("clusters/a/mesh-acme/catalog.acme.example.com.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_GlobalService_says_where_it_runs()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  ports: [{number: 8082, protocol: HTTP}]\n  selector: {app: catalog}\n  serviceAccounts: [catalog]")
            .Run();

        var finding = Assert.Single(fleet.Findings);
        Assert.Equal("MGO3010", finding.Id);
        Assert.Equal("Name the clusters that run it in 'clusters', as no manifest says it.", finding.Help);
    }

    [Fact]
    public void A_stand_in_has_the_ports_of_the_manifests_elsewhere()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  clusters: [{name: a}, {name: b}]\n  ports: [{number: 8081, protocol: HTTP}]\n  selector: {app: catalog}\n  serviceAccounts: [catalog]")
            .In("a", TextFleet.App("catalog"))
            .Run();

        Assert.Contains("MGO3009", fleet.Ids);
    }

    [Fact]
    public void A_GlobalService_without_a_TCP_port_is_an_error()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("dns", "  clusters: [{name: a}]")
            .In("a", TextFleet.App("dns", "[{name: dns, port: 53, protocol: UDP}]"))
            .Run();

        Assert.Equal(["MGO3018", "MGO3063"], fleet.Ids.Order(StringComparer.Ordinal));
    }

    private static string WithoutSelector(string name) =>
        TextFleet.Service(name).Replace($"selector: {{ app: {name} }}, ", "", StringComparison.Ordinal);
}
