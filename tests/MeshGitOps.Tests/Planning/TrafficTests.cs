using MeshGitOps.Rendering.Planning.Traffic;

namespace MeshGitOps.Tests.Planning;

public sealed class TrafficTests
{
    private const string Two = "[{name: http, port: 8080}, {name: grpc, port: 9090}]";

    [Fact]
    public void Sends_what_no_route_matches_to_the_service_itself()
    {
        var fleet = Fleet("  - {match: [{path: {prefix: /beta/}}], backends: [{service: {name: next, namespace: shop}}]}\n").Run().AssertClean();

        Assert.Equal(
            ["next.acme.example.com:8080", "catalog.acme.example.com:8080"],
            fleet.Client("a", "catalog").Routing!.Routes.Select(route => Text(Assert.Single(route.Destinations))));
        Assert.Empty(fleet.Client("a", "catalog").Routing!.Subsets);
        Assert.Null(fleet.Client("a", "next").Routing);
    }

    [Theory]
    [InlineData("timeout: 5s")]
    [InlineData("match: [{path: {exact: /a}}, {path: {prefix: /}}], timeout: 5s")]
    [InlineData("match: [{path: {regex: \".*\"}}], timeout: 5s")]
    public void Adds_no_route_behind_one_that_matches_every_request(string route) =>
        Assert.Single(Fleet($"  - {{{route}}}\n").Run().AssertClean().Client("b", "catalog").Routing!.Routes);

    [Fact]
    public void Routes_each_port_that_carries_http_to_the_port_of_its_backend()
    {
        var fleet = Fleet("  - {name: all, backends: [{service: {name: next, namespace: shop}}]}\n", Two).Run().AssertClean();

        Assert.Equal(
            ["all-8080 8080 next.acme.example.com:8080", "all-9090 9090 next.acme.example.com:8080"],
            fleet.Client("a", "catalog").Routing!.Routes.Select(route => $"{route.Name} {route.Port} {Text(route.Destinations[0])}"));
    }

    [Fact]
    public void Pins_clusters_by_subsets_and_splits_between_them()
    {
        var fleet = Fleet("  - {backends: [{cluster: b, weight: 10}, {cluster: a, weight: 90}], mirror: {cluster: b, percent: 5}}\n").Run().AssertClean();
        var routing = fleet.Client("a", "catalog").Routing!;

        Assert.Equal([new SubsetPlan("cluster-a", "a"), new SubsetPlan("cluster-b", "b")], routing.Subsets.AsEnumerable());
        Assert.Equal(
            [("cluster-b", 10), ("cluster-a", 90)],
            Assert.Single(routing.Routes).Destinations.Select(destination => (destination.Subset!, destination.Weight!.Value)));
        Assert.Equal(("cluster-b", 5), (routing.Routes[0].Mirror!.Destination.Subset, routing.Routes[0].Mirror!.Percent));
    }

    [Fact]
    public void Routes_an_alias_to_itself()
    {
        var fleet = Fleet("  - {backends: [{cluster: a}]}\n").GlobalService("catalog", "  aliases: [products.acme.example.com]").Run().AssertClean();

        Assert.Equal("products.acme.example.com:8080/cluster-a", Text(fleet.Client("b", "products").Routing!.Routes[0].Destinations[0]));
    }

    [Fact]
    public void Takes_the_service_as_its_own_backend_for_the_service_itself() =>
        Assert.Equal(
            "catalog.acme.example.com:8080",
            Text(Fleet("  - {backends: [{service: {name: catalog, namespace: shop}}]}\n").Run().AssertClean().Client("a", "catalog").Routing!.Routes[0].Destinations[0]));

    [Fact]
    public void Reports_a_backend_that_drains_where_it_is_named()
    {
        var fleet = Fleet("  - {backends: [{cluster: b}]}\n").GlobalService("catalog", "  clusters: [{name: a}, {name: b, state: Draining}]").Run();

        fleet.AssertFinding("MGO3206", "b");
    }

    [Theory]
    [InlineData("{hosts: [catalog.acme.example.com]}", true)]
    [InlineData("{hosts: [catalog.acme.example.com], exportTo: [\".\"]}", true)]
    [InlineData("{hosts: [catalog.acme.example.com], exportTo: [tools]}", false)]
    [InlineData("{hosts: [catalog.acme.example.com], gateways: [ingress]}", false)]
    [InlineData("{hosts: [next.acme.example.com]}", false)]
    public void Reports_routes_of_the_manifests_for_the_same_host(string spec, bool isReported)
    {
        var fleet = Fleet("  - {timeout: 5s}\n")
            .In("a", $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: own, namespace: shop}}\nspec: {spec}")
            .Run();

        Assert.Equal(isReported ? ["MGO3211"] : [], fleet.Ids.Where(id => id.StartsWith("MGO32", StringComparison.Ordinal)));
        if (isReported)
        {
            fleet.AssertFinding("MGO3211", "catalog.acme.example.com");
        }
    }

    private static TextFleet Fleet(string routes, string ports = "[{name: http, port: 8080}]") => TextFleet.OfTwo()
        .In("a", TextFleet.App("catalog", ports))
        .In("b", [.. TextFleet.App("catalog", ports), .. TextFleet.App("next")])
        .Spec("apiVersion: meshgitops.io/v1alpha1\nkind: TrafficPolicy\nmetadata: {name: catalog}\nspec:\n"
            + "  globalNamespace: {name: acme}\n  service: {name: catalog, namespace: shop}\n  routes:\n" + routes);

    private static string Text(DestinationPlan plan) => $"{plan.Host}:{plan.Port}{(plan.Subset is { } subset ? "/" + subset : "")}";
}
