using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationWithoutPortTests : RuleTests<DestinationWithoutPort>
{
    private const string TwoPorts = "{name: http, port: 80}, {name: http-admin, port: 9090}";

    [Theory]
    [InlineData("hosts: [cart]", Severity.Info)]
    [InlineData("hosts: [cart.shop.svc.cluster.local]", Severity.Info)]
    [InlineData("hosts: [web]", Severity.Warning)]
    [InlineData("hosts: [web], gateways: [mesh]", Severity.Warning)]
    [InlineData("hosts: [web.example.com], gateways: [unseen/public]", Severity.Error)]
    [InlineData("hosts: [web.example.com], gateways: [on-8443]", Severity.Error)]
    [InlineData("hosts: [web.example.com], gateways: [on-80]", Severity.Warning)]
    [InlineData("hosts: [cart, web.example.com], gateways: [mesh, on-8443]", Severity.Error)]
    public void Reports_a_host_with_two_ports_by_what_would_happen(string more, Severity severity)
    {
        var text = Service("cart", "shop", TwoPorts)
            + Istio("Gateway", "on-80", "shop", "selector: {istio: ingress}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]")
            + Istio("Gateway", "on-8443", "shop", "selector: {istio: ingress}, servers: [{port: {number: 8443, name: https, protocol: HTTPS}, hosts: ['*']}]")
            + Route("host: [|cart|]", more);

        AssertFindings(text, "VirtualService 'shop/web' routes to 'cart', which has ports 80, 9090, without saying which.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new DestinationWithoutPort()));
        Assert.Equal(severity, finding.Severity);
        Assert.Equal("Add 'port: {number: 80}', or the one that is meant.", finding.Help);
    }

    [Fact]
    public void Reports_a_ServiceEntry_and_a_mirror() => AssertFindings(
        Istio("ServiceEntry", "out", "shop", "hosts: [a.example.com], ports: [{number: 443, name: tls, protocol: TLS}, {number: 80, name: http, protocol: HTTP}]")
        + Istio("VirtualService", "web", "shop", "hosts: [web], http: [{route: [{destination: {host: [|a.example.com|]}}], mirror: {host: [|a.example.com|]}}]"),
        "VirtualService 'shop/web' routes to 'a.example.com', which has ports 443, 80, without saying which.",
        "VirtualService 'shop/web' mirrors to 'a.example.com', which has ports 443, 80, without saying which.");

    [Theory]
    [InlineData("host: cart, port: {number: 80}")]
    [InlineData("host: cart, port: 80")]
    [InlineData("host: one")]
    [InlineData("host: dns")]
    [InlineData("host: gone")]
    public void Is_silent_with_a_port_or_a_single_one(string destination) => AssertClean(
        Service("cart", "shop", TwoPorts)
        + Service("one", "shop")
        + Service("dns", "shop", "{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53}")
        + Route(destination, "hosts: [web.example.com], gateways: [unseen/public]"));
}
