using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RouteProtocolMismatchTests : RuleTests<RouteProtocolMismatch>
{
    private static string Item(string list, string more = "hosts: [cart]", bool isMarked = true) =>
        Istio("VirtualService", "web", "shop", $"{more}, {(isMarked ? $"[|{list}|]" : list)}: [{{route: [{{destination: {{host: cart}}}}]}}]");

    private static string Gateway(string protocol, string mode) =>
        Istio("Gateway", "public", "shop", $"selector: {{a: b}}, servers: [{{port: {{number: 443, name: x, protocol: {protocol}}}, hosts: ['*'], tls: {{mode: {mode}}}}}]");

    [Theory]
    [InlineData("mongo", "http", "'tcp'")]
    [InlineData("https-x", "http", "'tls'")]
    [InlineData("grpc", "tcp", "'http'")]
    [InlineData("tls", "tcp", "'tls'")]
    [InlineData("http2", "tls", "'http'")]
    public void Reports_a_list_that_no_port_is_for(string port, string list, string possible)
    {
        var text = Service("cart", "shop", $"{{name: {port}, port: 80}}") + Item(list);

        AssertFindings(text, $"No port of the hosts and gateways of VirtualService 'shop/web' is for routes in '{list}', so they are ignored.");
        Assert.StartsWith($"The ports are for {possible}:", RuleSample.Parse(text).Check(new RouteProtocolMismatch())[0].Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTPS", "PASSTHROUGH", "http")]
    [InlineData("TLS", "PASSTHROUGH", "tcp")]
    [InlineData("TLS", "SIMPLE", "tls")]
    [InlineData("https", "SIMPLE", "tcp")]
    public void Reports_a_list_that_no_server_of_the_gateway_is_for(string protocol, string mode, string list) => AssertFindings(
        Gateway(protocol, mode) + Item(list, "hosts: [a.example.com], gateways: [public]"),
        $"No port of the hosts and gateways of VirtualService 'shop/web' is for routes in '{list}', so they are ignored.");

    [Theory]
    [InlineData("{name: http, port: 80}", "http", "hosts: [cart]")]
    [InlineData("{name: http, port: 80}, {name: tcp, port: 81}", "tcp", "hosts: [cart]")]
    [InlineData("{name: web, port: 80}", "tcp", "hosts: [cart]")]
    [InlineData("{name: tcp, port: 80}, {name: web, port: 81}", "http", "hosts: [cart]")]
    [InlineData("{name: tcp, port: 80}", "http", "hosts: [cart, unseen.example.com]")]
    [InlineData("{name: tcp, port: 80}", "http", "hosts: [cart], gateways: [mesh, edge/unseen]")]
    [InlineData("{name: tcp, port: 80}", "http", "hosts: [cart], gateways: [mesh, public]")]
    public void Is_silent_where_a_port_is_for_it_or_not_known(string ports, string list, string more) =>
        AssertClean(Service("cart", "shop", ports) + Gateway("HTTPS", "SIMPLE") + Item(list, more, isMarked: false));

    [Theory]
    [InlineData("[HTTP]")]
    [InlineData("NONSENSE")]
    public void Is_silent_for_servers_of_unknown_protocol(string protocol) =>
        AssertClean(Gateway(protocol, "SIMPLE") + Item("tcp", "hosts: [a.example.com], gateways: [public]", isMarked: false));
}
