using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SubsetOfGlobalHostTests : RuleTests<SubsetOfGlobalHost>
{
    private static string East(string endpointPort) =>
        Istio("ServiceEntry", "cart", "shop", $"hosts: [cart.global], endpoints: [{{address: 192.0.2.1, ports: {{http: {endpointPort}}}}}], ports: [{{number: 80, name: http, protocol: HTTP}}]");

    [Fact]
    public void Reports_a_subset_of_an_entry_behind_a_gateway() => AssertFindings(
        East("15443") + Route("host: cart.global, subset: [|v2|]"),
        "VirtualService 'shop/web' routes to 'cart.global' in subset 'v2', but east-west gateways know no subsets of that host.");

    [Fact]
    public void Reports_a_split_of_a_global_host_once_for_each_subset() => AssertFindings(
        $"""
        # workspace
        # cluster: east
        {Istio("VirtualService", "web", "demo", "hosts: [hello.demo.example.com], http: [{route: [{destination: {host: hello.demo.example.com, subset: [|v1|]}, weight: 90}, {destination: {host: hello.demo.example.com, subset: [|v2|]}, weight: 10}]}]")}
        """,
        "VirtualService 'demo/web' routes to 'hello.demo.example.com' in subset 'v1', but east-west gateways know no subsets of that host.",
        "VirtualService 'demo/web' routes to 'hello.demo.example.com' in subset 'v2', but east-west gateways know no subsets of that host.");

    [Fact]
    public void Is_silent_for_a_subset_with_a_name_of_its_own() => AssertClean(
        East("15443")
        + Istio("DestinationRule", "cart", "shop", "host: cart.global, subsets: [{name: v2, labels: {version: v2}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL, sni: outbound_.80_._.cart.global}}}]")
        + Route("host: cart.global, subset: v2"));

    [Theory]
    [InlineData("80")]
    [InlineData("'15443'")]
    [InlineData("[15443]")]
    public void Is_silent_for_entries_without_a_gateway(string port) => AssertClean(East(port) + Route("host: cart.global, subset: v2"));

    [Fact]
    public void Is_silent_for_Services() => AssertClean(Service("cart", "shop") + Route("host: cart, subset: v2"));
}
