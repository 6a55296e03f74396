using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostNotInGatewayTests : RuleTests<HostNotInGateway>
{
    private static string Gateway(string hosts) =>
        Istio("Gateway", "public", "edge", $"selector: {{istio: ingress}}, servers: [{{port: {{number: 80, name: http, protocol: HTTP}}, hosts: [{hosts}]}}]");

    private static string Item(string host, string mark = "edge/public") => Route("host: web", $"hosts: ['{host}'], gateways: [mesh, {mark}]");

    [Theory]
    [InlineData("a.example.com", "b.example.com")]
    [InlineData("'*.example.com'", "example.com")]
    [InlineData("'other/*.example.com'", "a.example.com")]
    [InlineData("'./*'", "a.example.com")]
    [InlineData("a.example.com", "*.example.org")]
    [InlineData("'*.a.example.com'", "b.example.com")]
    public void Reports_a_host_that_no_server_has(string hosts, string host) => AssertFindings(
        Gateway(hosts) + Item(host, "[|edge/public|]"),
        $"VirtualService 'shop/web' has host '{host}', which Gateway 'edge/public' does not serve.");

    [Theory]
    [InlineData("a.example.com", "a.example.com")]
    [InlineData("'*.example.com'", "a.b.example.com")]
    [InlineData("'*'", "a.example.com")]
    [InlineData("'*/*'", "a.example.com")]
    [InlineData("'shop/*.example.com'", "a.example.com")]
    [InlineData("a.example.com", "*")]
    [InlineData("a.example.com", "*.example.com")]
    [InlineData("'*.a.example.com'", "*.example.com")]
    [InlineData("'*.example.com'", "*.a.example.com")]
    [InlineData("", "a.example.com")]
    [InlineData("[x]", "a.example.com")]
    public void Is_silent_for_hosts_that_a_server_has(string hosts, string host) => AssertClean(Gateway(hosts) + Item(host));

    [Fact]
    public void Is_silent_where_one_of_several_hosts_is_served() => AssertClean(
        Gateway("a.example.com") + Route("host: web", "hosts: [web, a.example.com], gateways: [edge/public]"));

    [Fact]
    public void Is_silent_without_the_gateway_or_hosts() => AssertClean(
        Item("a.example.com") + Gateway("b.example.com").Replace("name: public", "name: other", StringComparison.Ordinal)
        + Istio("VirtualService", "delegate", "shop", "gateways: [edge/other], http: []"));
}
