namespace MeshGitOps.Tests.Planning;

public sealed class PortTests
{
    [Theory]
    [InlineData("{name: http, port: 8080}", "http HTTP")]
    [InlineData("{name: http-catalog, port: 8080}", "http-catalog HTTP")]
    [InlineData("{name: grpc-web-ui, port: 8080}", "grpc-web-ui GRPC-WEB")]
    [InlineData("{name: grpc, port: 8080}", "grpc GRPC")]
    [InlineData("{name: https, port: 8443}", "https HTTPS")]
    [InlineData("{name: catalog, port: 8080, appProtocol: http}", "catalog HTTP")]
    [InlineData("{name: http, port: 8080, appProtocol: tcp}", "http TCP")]
    [InlineData("{name: catalog, port: 8080, appProtocol: kubernetes.io/h2c}", "catalog HTTP2")]
    [InlineData("{name: catalog, port: 8080, appProtocol: kubernetes.io/ws}", "catalog HTTP")]
    [InlineData("{name: http, port: 8080, appProtocol: example.com/own}", "http TCP")]
    [InlineData("{port: 27017}", "tcp-27017 TCP")]
    [InlineData("{name: mongo, port: 27017}", "mongo MONGO")]
    [InlineData("{name: mysql-orders, port: 3306}", "mysql-orders MYSQL")]
    [InlineData("{name: redis, port: 6379}", "redis REDIS")]
    [InlineData("{name: tls, port: 443}", "tls TLS")]
    [InlineData("{name: catalog, port: 8080}", "catalog TCP")]
    [InlineData("{port: 8080, appProtocol: http}", "http-8080 HTTP")]
    public void Reads_the_protocol_as_Istio_does(string port, string expected)
    {
        var fleet = TextFleet.OfTwo().In("a", TextFleet.App("catalog", $"[{port}]")).Run().AssertClean();

        Assert.Equal([expected], Ports(fleet));
    }

    [Fact]
    public void A_GlobalService_says_the_protocol_and_the_name_where_the_manifest_does_not()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  ports: [{number: 8080, protocol: HTTP, name: web}, {number: 8081, protocol: GRPC}]")
            .In("a", TextFleet.App("catalog", "[{name: one, port: 8080}, {name: two, port: 8081}]"))
            .Run()
            .AssertClean();

        Assert.Equal(["web HTTP", "two GRPC"], Ports(fleet));
        Assert.Equal(["two 8081", "web 8080"], fleet.Client("a", "catalog").Endpoints[0].Ports.Select(port => $"{port.Name} {port.Number}"));
        Assert.Equal(["two 15443", "web 15443"], fleet.Client("b", "catalog").Endpoints[0].Ports.Select(port => $"{port.Name} {port.Number}"));
    }

    [Fact]
    public void A_name_that_a_GlobalService_gives_to_another_port_is_used_once()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  ports: [{number: 9000, name: http-a}]")
            .In("a", TextFleet.App("catalog", "[{name: http-a, port: 8080}, {name: http-b, port: 9000}, {name: http-9000, port: 9001}]"))
            .Run()
            .AssertClean();

        Assert.Equal(["http-a HTTP", "http-9000-x HTTP", "http-9000 HTTP"], Ports(fleet));
    }

    [Fact]
    public void A_name_that_is_too_long_for_an_endpoint_is_replaced()
    {
        var fits = "http-" + new string('a', 57);
        var tooLong = "http-" + new string('b', 58);
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("catalog", $"[{{name: {fits}, port: 8080}}, {{name: {tooLong}, port: 8081}}]"))
            .Run()
            .AssertClean();

        Assert.Equal([$"{fits} HTTP", "http-8081 HTTP"], Ports(fleet));
    }

    [Fact]
    public void Names_of_the_same_port_may_differ_between_clusters()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("catalog", "[{name: http-a, port: 8080, targetPort: 80}]"))
            .In("b", TextFleet.App("catalog", "[{name: http-b, port: 8080, targetPort: 81}]"))
            .Run()
            .AssertClean();

        Assert.Equal(["http-a 8080"], fleet["b"].ServerEntries[0].Ports.Select(port => $"{port.Name} {port.Number}"));
    }

    [Fact]
    public void Leaves_UDP_out_also_where_a_TCP_port_has_the_number()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("dns", "[{name: tcp-dns, port: 53}, {name: dns, port: 53, protocol: UDP}, {name: sctp, port: 54, protocol: SCTP}]"))
            .Run();

        Assert.Equal(["MGO3018", "MGO3018"], fleet.Ids);
        Assert.Equal(["tcp-dns TCP"], fleet.Host("dns").Ports.Select(port => $"{port.Name} TCP"));
    }

    [Fact]
    public void Reports_ports_that_only_one_cluster_has()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog", "[{name: http, port: 8080}, {name: http-admin, port: 9090}]"))
            .Run();

        fleet.AssertFinding("MGO3009", "http-admin");
    }

    [Fact]
    public void Dials_the_node_port_of_a_remote_gateway_and_listens_on_the_port_behind_it()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  eastWestGateway: {addresses: [{address: 198.51.100.1}, {address: 198.51.100.2}], port: 30443}\n")
            .Cluster("b", "westeurope")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        Assert.Equal(
            ["198.51.100.1 30443", "198.51.100.2 30443"],
            fleet.Client("b", "catalog").Endpoints.Select(endpoint => $"{endpoint.Address} {endpoint.Ports[0].Number}"));
        Assert.Contains("      number: 15443\n", fleet.Rendered("clusters/a/gateway.yaml"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ports(PlannedFleet fleet) =>
        fleet.Host("catalog").Ports.Select(port => $"{port.Name} {MeshGitOps.Rendering.Planning.MeshProtocols.ToIstio(port.Protocol)}");
}
