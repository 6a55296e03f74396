using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostNotServedByGatewayTests : RuleTests<HostNotServedByGateway>
{
    [Fact]
    public void Reports_a_port_that_the_host_does_not_have_there() => AssertFindings(
        Entry("west", "hello.demo.example.com", "[|8080|]", "192.0.2.10", "15443"),
        "Port 8080 of ServiceEntry 'shop/x' is not served by the gateway of cluster 'east', where host 'hello.demo.example.com' has 80.");

    [Fact]
    public void Reports_the_own_gateway_too() => AssertFindings(
        Entry("west", "hello.demo.example.com", "80", "[|198.51.100.10|]", "15443"),
        "ServiceEntry 'shop/x' dials the gateway of cluster 'west' for host 'hello.demo.example.com', which that cluster does not serve.");

    [Theory]
    [InlineData("hello.demo.example.com", "192.0.2.10", "15443")]
    [InlineData("other.example.com", "203.0.113.9", "15443")]
    [InlineData("other.example.com", "192.0.2.10", "443")]
    [InlineData("other.example.com", "192.0.2.10", "[15443]")]
    public void Is_silent_for_served_hosts_and_other_gateways(string host, string address, string port) =>
        AssertClean(Entry("west", host, "80", address, port));

    [Fact]
    public void Is_silent_where_a_Gateway_of_the_cluster_opens_it() => AssertClean(
        Entry("west", "other.example.com", "80", "192.0.2.10", "15443") +
        """

        # file: apps/east/gateway.yaml
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - {port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}, hosts: ["*.example.com"]}
        """);

    [Fact]
    public void Is_silent_without_a_plan() => AssertClean(
        Entry("west", "other.example.com", "80", "192.0.2.10", "15443").Replace("# workspace\n", "", StringComparison.Ordinal));

    private static string Entry(string cluster, string host, string port, string address, string dialled) =>
        $$"""
        # workspace
        # cluster: {{cluster}}
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [{{host}}]
          location: MESH_INTERNAL
          ports: [{number: {{port}}, name: http, protocol: HTTP}]
          endpoints: [{address: {{address}}, ports: {http: {{dialled}} } }]
        """;
}
