using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Planning;

/// <summary>The east-west gateways as clients dial them and as they listen.</summary>
public sealed class GatewayPlanTests
{
    private const string Addresses = "  eastWestGateway: {addresses: [{address: 10.0.0.1, reachableFrom: [near]}, {address: gateway.example.com, reachableFrom: [c]}]}\n";

    [Fact]
    public void Clients_get_the_addresses_that_their_cluster_or_network_reaches()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", Addresses)
            .Cluster("b", "us-east-1", "  network: near\n")
            .Cluster("c", "westeurope")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["10.0.0.1"], fleet.Client("b", "catalog").Endpoints.Select(endpoint => endpoint.Address));
        Assert.Equal(EndpointResolution.Static, fleet.Client("b", "catalog").Resolution);
        Assert.Equal(["gateway.example.com"], fleet.Client("c", "catalog").Endpoints.Select(endpoint => endpoint.Address));
        Assert.Equal(EndpointResolution.Dns, fleet.Client("c", "catalog").Resolution);
        // The own Service is a host name, too.
        Assert.Equal(EndpointResolution.Dns, fleet.Client("a", "catalog").Resolution);
        Assert.Equal("a", fleet.Client("b", "catalog").Endpoints[0].Network);
        Assert.Null(fleet.Client("a", "catalog").Endpoints[0].Network);
    }

    [Fact]
    public void One_host_name_makes_the_whole_entry_DNS()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  platform: eks\n  eastWestGateway: {addresses: [{address: a1.elb.us-west-1.amazonaws.com}]}\n")
            .Cluster("b", "us-east-1")
            .Cluster("c", "westeurope")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(["a1.elb.us-west-1.amazonaws.com", "203.0.113.2"], fleet.Client("c", "catalog").Endpoints.Select(endpoint => endpoint.Address));
        Assert.Equal(EndpointResolution.Dns, fleet.Client("c", "catalog").Resolution);
    }

    [Fact]
    public void Literal_addresses_of_both_families_are_STATIC()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  eastWestGateway: {addresses: [{address: \"2001:db8::1\"}, {address: 203.0.113.9}]}\n")
            .Cluster("b", "us-east-1")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(EndpointResolution.Static, fleet.Client("b", "catalog").Resolution);
    }

    [Fact]
    public void The_status_of_the_Service_gives_the_address()
    {
        var fleet = NoAddress().In("a", GatewayService("[{name: tls, port: 15443}]", "[{ip: 203.0.113.77}, {ip: 203.0.113.77}]")).Run().AssertClean();

        Assert.Equal(["203.0.113.77"], fleet.Client("b", "catalog").Endpoints.Select(endpoint => endpoint.Address));
    }

    [Theory]
    [InlineData("[{ip: not-an-ip}]", false)]
    [InlineData("[{hostname: A1.elb.amazonaws.com}]", true)]
    [InlineData("[{hostname: \"a b\"}]", true)]
    public void An_address_of_the_status_is_an_IP_or_a_host_name(string ingress, bool isRefused) =>
        Assert.Equal(isRefused, NoAddress().In("a", GatewayService("[{name: tls, port: 15443}]", ingress)).Run().Ids.Contains("MGO3012"));

    [Theory]
    [InlineData("[{name: tls, port: 15443}]", "15443", "15443", "")]
    [InlineData("[{name: tls, port: 443, nodePort: 31443}]", "31443", "443", "")]
    [InlineData("[{name: tls, port: 15443, nodePort: 31443}]", "31443", "15443", "")]
    [InlineData("[{name: tls, port: 443}]", "443", "443", "")]
    [InlineData("[{name: status, port: 15021}]", "15443", "", "MGO3060")]
    [InlineData("[{name: quic, port: 15443, protocol: UDP}]", "15443", "", "MGO3060")]
    public void The_Gateway_listens_on_the_port_of_the_Service(string ports, string dialled, string listens, string finding)
    {
        var fleet = NoAddress($", port: {dialled}").In("a", GatewayService(ports, "[{ip: 203.0.113.77}]")).Run();

        Assert.Equal(finding.Length == 0 ? [] : [finding], fleet.Ids);
        if (listens.Length > 0)
        {
            Assert.Contains($"      number: {listens}\n", fleet.Rendered("clusters/a/gateway.yaml"), StringComparison.Ordinal);
            Assert.Equal(dialled, $"{fleet.Client("b", "catalog").Endpoints[0].Ports[0].Number}");
        }
    }

    [Fact]
    public void The_port_of_a_gateway_that_serves_nothing_does_not_matter() =>
        NoAddress(", addresses: [{address: 203.0.113.5}]").In("b", GatewayService("[{name: status, port: 15021}]", "[]")).Run().AssertClean();

    [Fact]
    public void A_gateway_that_is_managed_elsewhere_gets_entries_and_no_Gateway()
    {
        var fleet = NoAddress(", managed: false, addresses: [{address: 203.0.113.5}]").In("a", TextFleet.App("cart")).Run().AssertClean();

        Assert.Equal(["cart.acme.example.com", "catalog.acme.example.com"], fleet.ServersOf("a"));
        Assert.DoesNotContain(fleet.Result.Tree.Files, file => file.Path.ToString() == "clusters/a/gateway.yaml");
    }

    private static TextFleet NoAddress(string more = "") => new TextFleet()
        .Cluster("a", "us-west-1", $"  eastWestGateway: {{managed: true{more}}}\n".Replace("managed: true, managed: false", "managed: false", StringComparison.Ordinal))
        .Cluster("b", "westeurope")
        .GlobalNamespace()
        .In("a", TextFleet.App("catalog"))
        .In("a", more.Contains("addresses", StringComparison.Ordinal) ? "{apiVersion: v1, kind: Secret, metadata: {name: none}}" : GatewayService("[]", "[]", "unrelated", "app: unrelated"));

    private static string GatewayService(string ports, string ingress, string name = "istio-eastwestgateway", string selector = "istio: eastwestgateway") =>
        TextFleet.Service(name, ports, @namespace: "istio-system", selector: selector) + $"\nstatus: {{loadBalancer: {{ingress: {ingress}}}}}\n";
}
