using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;
using static MeshGitOps.Tests.Policies.Rules.TrafficPolicySample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SniOfAnotherPortTests : RuleTests<SniOfAnotherPort>
{
    private const string Sni = "outbound_.80_._.cart.shop.svc.cluster.local";

    [Theory]
    [InlineData("{name: http, port: 80}, {name: grpc, port: 90}", "90")]
    [InlineData("{name: grpc, port: 90}", "90")]
    public void Reports_another_port_of_the_host(string ports, string other) => AssertFindings(
        Service("cart", "shop", ports) + OfHost($"tls: {{mode: ISTIO_MUTUAL, sni: [|{Sni}|]}}"),
        $"The SNI in DestinationRule 'shop/cart' is that of port 80, but is used for port {other} too.");

    [Fact]
    public void Reports_the_settings_of_another_port() => AssertFindings(
        OfPort("tls: {mode: ISTIO_MUTUAL, sni: [|outbound_.90_.v1_.cart.global|]}"),
        "The SNI in DestinationRule 'shop/cart' at port 80 is that of port 90, but is used for port 80 too.");

    [Theory]
    [InlineData("{name: http, port: 80}", Sni)]
    [InlineData("{name: http, port: 80}, {name: grpc, port: 90}", "cart.example.com")]
    [InlineData("{name: http, port: 80}, {name: grpc, port: 90}", "outbound_.http_._.cart")]
    [InlineData("{name: http, port: 80}, {name: grpc, port: 90}", "outbound_.")]
    [InlineData("{name: http, port: 80}, {name: grpc, port: 90}", "[a]")]
    public void Is_silent_for_its_own_port_and_other_names(string ports, string sni) =>
        AssertClean(Service("cart", "shop", ports) + OfHost($"tls: {{mode: ISTIO_MUTUAL, sni: {sni}}}"));

    [Fact]
    public void Is_silent_where_the_other_port_has_settings_of_its_own() => AssertClean(
        Service("cart", "shop", "{name: http, port: 80}, {name: grpc, port: 90}")
        + OfHost($"tls: {{mode: ISTIO_MUTUAL, sni: {Sni}}}, portLevelSettings: [{{port: {{number: 90}}, tls: {{mode: ISTIO_MUTUAL}}}}]"));

    [Fact]
    public void Is_silent_for_unknown_hosts() => AssertClean(OfHost($"tls: {{sni: {Sni}}}"));
}
