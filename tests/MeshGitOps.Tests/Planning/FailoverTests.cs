using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Planning;

/// <summary>The order in which clients use the clusters, and when they leave one.</summary>
public sealed class FailoverTests
{
    [Fact]
    public void The_own_cluster_comes_first_and_all_others_together()
    {
        var fleet = FourRegions().Run().AssertClean();

        Assert.Equal(["b us-east-1", "a us-west-1", "c westeurope"], fleet.Endpoints("b", "catalog"));
        Assert.Equal(new LocalityFailoverPlan(true, null, null), fleet.Client("b", "catalog").Traffic.Locality);
    }

    [Fact]
    public void The_declared_region_comes_second()
    {
        var fleet = FourRegions("  failover: {regions: [{from: us-east-1, to: westeurope}]}").Run().AssertClean();

        Assert.Equal(["b us-east-1", "c westeurope", "a us-west-1"], fleet.Endpoints("b", "catalog"));
        Assert.Equal(new LocalityFailoverPlan(true, "us-east-1", "westeurope"), fleet.Client("b", "catalog").Traffic.Locality);
        Assert.Null(fleet.Client("a", "catalog").Traffic.Locality!.To);
    }

    [Fact]
    public void A_GlobalService_replaces_the_regions_of_the_GlobalNamespace()
    {
        var fleet = FourRegions(
                "  failover: {regions: [{from: us-east-1, to: westeurope}]}",
                "  failover: {regions: [{from: us-east-1, to: us-west-1}]}")
            .Run()
            .AssertClean();

        Assert.Equal("us-west-1", fleet.Client("b", "catalog").Traffic.Locality!.To);
    }

    [Fact]
    public void A_declared_region_that_does_not_serve_the_host_is_passed_over()
    {
        var fleet = FourRegions("  failover: {regions: [{from: us-east-1, to: asia}]}").Cluster("d", "asia").Run().AssertClean();

        Assert.Null(fleet.Client("b", "catalog").Traffic.Locality!.To);
    }

    [Fact]
    public void A_neighbour_in_the_own_region_comes_second_and_is_not_taken_for_the_own_cluster()
    {
        var fleet = FourRegions().Cluster("n", "us-east-1").In("n", TextFleet.App("catalog")).Run().AssertClean();

        Assert.Equal(["b us-east-1", "n us-east-1.n", "a us-west-1", "c westeurope"], fleet.Endpoints("b", "catalog"));
        Assert.Equal(new LocalityFailoverPlan(true, "us-east-1", "us-east-1.n"), fleet.Client("b", "catalog").Traffic.Locality);
        Assert.Equal(new LocalityFailoverPlan(true, "us-east-1", "us-east-1.b"), fleet.Client("n", "catalog").Traffic.Locality);
        // Others see both by their real region.
        Assert.Equal(["a us-west-1", "b us-east-1", "c westeurope", "n us-east-1"], fleet.Endpoints("a", "catalog"));
    }

    [Fact]
    public void A_declared_region_comes_before_a_neighbour()
    {
        var fleet = FourRegions("  failover: {regions: [{from: us-east-1, to: westeurope}]}")
            .Cluster("n", "us-east-1")
            .In("n", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["b us-east-1", "c westeurope", "a us-west-1", "n us-east-1.n"], fleet.Endpoints("b", "catalog"));
    }

    [Fact]
    public void A_region_with_dots_stays_one_region()
    {
        var fleet = new TextFleet()
            .Cluster("a", "on.prem_1")
            .Cluster("b", "on.prem_1")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["a on.prem_1", "b on.prem_1.b"], fleet.Endpoints("a", "catalog"));
    }

    [Theory]
    [InlineData("us/west")]
    [InlineData("\"*\"")]
    public void A_region_that_Istio_would_split_is_refused(string region) =>
        Assert.Contains("MGO2005", new TextFleet().Cluster("a", region).GlobalNamespace().Run().Ids);

    [Fact]
    public void Failover_can_be_switched_off_for_all_and_on_for_one()
    {
        var fleet = FourRegions("  failover: {enabled: false}", "  failover: {enabled: true}").In("a", TextFleet.App("cart")).In("b", TextFleet.App("cart")).Run().AssertClean();

        Assert.True(fleet.Client("a", "catalog").Traffic.Locality!.Enabled);
        Assert.Equal(new LocalityFailoverPlan(false, null, null), fleet.Client("a", "cart").Traffic.Locality);
        Assert.Contains("        enabled: false\n", fleet.Rendered("clusters/a/mesh-acme/cart.acme.example.com.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_endpoint_has_no_outlier_detection()
    {
        // Ejected, it would leave nothing to call.
        var traffic = TextFleet.OfTwo().In("a", TextFleet.App("catalog")).Run().AssertClean().Client("b", "catalog").Traffic;

        Assert.Null(traffic.OutlierDetection);
        Assert.Null(traffic.Locality);
    }

    [Fact]
    public void Two_addresses_of_one_gateway_are_two_endpoints()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  eastWestGateway: {addresses: [{address: 198.51.100.1}, {address: 198.51.100.2}]}\n")
            .Cluster("b", "westeurope")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["198.51.100.1", "198.51.100.2"], fleet.Client("b", "catalog").Endpoints.Select(endpoint => endpoint.Address));
        Assert.NotNull(fleet.Client("b", "catalog").Traffic.OutlierDetection);
    }

    [Fact]
    public void Outlier_detection_is_slow_by_default() =>
        Assert.Equal(new OutlierDetectionPlan(10, 0, "10s", "30s", 100), FourRegions().Run().Client("a", "catalog").Traffic.OutlierDetection);

    [Fact]
    public void Outlier_detection_takes_each_field_from_the_nearest_spec()
    {
        var fleet = FourRegions(
                "  failover: {outlierDetection: {consecutiveGatewayErrors: 1, consecutive5xxErrors: 2, interval: 3s, baseEjectionTime: 4s}}",
                "  failover: {outlierDetection: {consecutive5xxErrors: 20, interval: 30s}}\n  circuitBreaker: {outlierDetection: {interval: 33s}}")
            .Run()
            .AssertClean();

        Assert.Equal(new OutlierDetectionPlan(1, 20, "33s", "4s", 100), fleet.Client("a", "catalog").Traffic.OutlierDetection);
    }

    private static TextFleet FourRegions(string globalNamespace = "", string globalService = "") => new TextFleet()
        .Cluster("a", "us-west-1")
        .Cluster("b", "us-east-1")
        .Cluster("c", "westeurope")
        .GlobalNamespace(globalNamespace)
        .GlobalService("catalog", globalService)
        .In("a", TextFleet.App("catalog"))
        .In("b", TextFleet.App("catalog"))
        .In("c", TextFleet.App("catalog"));
}
