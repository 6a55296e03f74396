using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostInTwoGatewaysTests : RuleTests<HostInTwoGateways>
{
    private const string Https = "{number: 443, name: https, protocol: HTTPS}, tls: {mode: SIMPLE, credentialName: c}";
    private const string Http = "{number: 80, name: http, protocol: HTTP}";

    [Fact]
    public void Reports_plain_HTTP_as_info()
    {
        var text = Gateway("one", "istio: ingress", Http, "'*'") + "---\n" + Gateway("two", "istio: ingress", Http, "[|'*'|]");

        AssertFindings(text, "Gateway 'web/two' has host '*' on port 80, which Gateway 'web/one' has on the same pods, so the routes of both are merged.");
        Assert.Equal([Severity.Info], FindingSeverities.Of<HostInTwoGateways>(text));
    }

    [Fact]
    public void Reports_TLS_on_a_port_without_TLS() => AssertFindings(
        Gateway("one", "istio: ingress", "{number: 443, name: http, protocol: HTTP}", "a.example.com") + "---\n"
        + Gateway("two", "istio: ingress", Https.Replace("443", "[|443|]", StringComparison.Ordinal), "b.example.com"),
        "Gateway 'web/two' opens port 443 for TLS, but Gateway 'web/one' opens it without TLS on the same pods.");

    [Theory]
    [InlineData("HTTP", "TCP", "for TCP", "for HTTP")]
    [InlineData("MONGO", "HTTP2", "for HTTP", "for TCP")]
    [InlineData("TCP", "TCP", "for TCP", "for TCP too")]
    public void Reports_TCP_beside_another_server_without_TLS(string first, string second, string how, string firstHow)
    {
        var text = Gateway("one", "istio: ingress", $"{{number: 80, name: a, protocol: {first}}}", "'*'") + "---\n"
            + Gateway("two", "istio: ingress", $"{{number: [|80|], name: b, protocol: {second}}}", "'*'");

        AssertFindings(text, $"Gateway 'web/two' opens port 80 {how}, but Gateway 'web/one' opens it {firstHow} on the same pods.");
        Assert.Equal([Severity.Error], FindingSeverities.Of<HostInTwoGateways>(text));
    }

    [Fact]
    public void Is_silent_for_TCP_on_two_addresses_and_HTTP_with_GRPC() => AssertClean(
        Gateway("one", "istio: ingress", "{number: 80, name: a, protocol: TCP}, bind: 10.0.0.1", "'*'") + "---\n"
        + Gateway("two", "istio: ingress", "{number: 80, name: a, protocol: TCP}, bind: 10.0.0.2", "'*'") + "---\n"
        + Gateway("three", "istio: ingress", "{number: 81, name: a, protocol: HTTP}", "a.example.com") + "---\n"
        + Gateway("four", "istio: ingress", "{number: 81, name: a, protocol: GRPC}", "b.example.com"));

    [Fact]
    public void Reports_a_host_twice_in_one_Gateway() => AssertFindings(
        Gateway("one", "istio: ingress", Https, "a.example.com") + $"  - {{port: {Https}, hosts: [[|'*/a.example.com'|]]}}\n",
        "Gateway 'web/one' has host '*/a.example.com' on port 443, which Gateway 'web/one' has on the same pods, so one of the two servers is left out.");

    [Fact]
    public void Reports_other_selectors_of_the_same_workload() => AssertFindings(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ingress, namespace: istio-ingress}
        spec: {template: {metadata: {labels: {istio: ingress, app: ingress}}, spec: {containers: [{name: istio-proxy}]}}}
        ---

        """ + Gateway("one", "istio: ingress", Https, "a.example.com") + "---\n" + Gateway("two", "app: ingress", Https, "[|a.example.com|]"),
        "Gateway 'web/two' has host 'a.example.com' on port 443, which Gateway 'web/one' has on the same pods, so one of the two servers is left out.");

    [Fact]
    public void Reports_a_host_of_the_rendered_Gateway() => AssertFindings(
        "# workspace\n# cluster: east\n"
        + Gateway("one", "istio: eastwestgateway", "{number: 15443, name: tls, protocol: TLS}, tls: {mode: AUTO_PASSTHROUGH}", "[|hello.demo.example.com|]"),
        "Gateway 'web/one' has host 'hello.demo.example.com' on port 15443, which the rendered east-west Gateway of cluster 'east' has on the same pods, so one of the two servers is left out.");

    [Fact]
    public void Reports_another_protocol_on_the_port_of_the_rendered_egress_Gateway() => AssertFindings(
        """
        # workspace
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          interconnect: EgressHop
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
        # cluster: west

        """ + Gateway("one", "istio: egressgateway", "{number: [|15443|], name: http, protocol: HTTP}", "x.example.com"),
        "Gateway 'web/one' opens port 15443 without TLS, but the rendered egress Gateway of cluster 'west' opens it for TLS on the same pods.");

    [Fact]
    public void Is_silent_for_other_hosts_ports_pods_and_addresses()
    {
        AssertClean(Gateway("one", "istio: ingress", Https, "a.example.com") + "---\n" + Gateway("two", "istio: ingress", Https, "'*.example.com'"));
        AssertClean(Gateway("one", "istio: ingress", Https, "a.example.com") + "---\n" + Gateway("two", "istio: ingress", Https.Replace("443", "8443", StringComparison.Ordinal), "a.example.com"));
        AssertClean(Gateway("one", "istio: ingress", Https, "a.example.com") + "---\n" + Gateway("two", "istio: other", Https, "a.example.com"));
        AssertClean(Gateway("one", "istio: ingress", Https, "a.example.com") + "---\n" + Gateway("two", "istio: ingress", Https + ", bind: 192.0.2.1", "a.example.com"));
        AssertClean(Gateway("one", "istio: ingress", Https, "a.example.com") + "---\n" + Gateway("one", "istio: ingress", Https, "a.example.com"));
        AssertClean(Gateway("one", "[]", "7", "[]") + "---\n" + Gateway("two", "istio: ingress", "{number: x}", "a"));
    }

    private static string Gateway(string name, string selector, string port, string host) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: {{name}}, namespace: web}
        spec:
          selector: {{(selector.StartsWith('[') ? selector : $"{{{selector}}}")}}
          servers:
          - {port: {{port}}, hosts: [{{host}}]}

        """;
}
