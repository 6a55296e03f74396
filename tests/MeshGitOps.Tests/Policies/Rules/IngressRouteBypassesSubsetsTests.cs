using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IngressRouteBypassesSubsetsTests : RuleTests<IngressRouteBypassesSubsets>
{
    private static string Split(string more = "hosts: [cart]") =>
        Istio("VirtualService", "cart", "shop", $"{more}, http: [{{route: [{{destination: {{host: cart, subset: v1}}}}]}}]");

    [Fact]
    public void Reports_a_full_name_from_another_namespace() => AssertFindings(
        Split() + Istio("VirtualService", "public", "edge", "hosts: [a.example.com], gateways: [public], http: [{route: [{destination: {host: [|cart.shop.svc.cluster.local|]}}]}]"),
        "VirtualService 'edge/public' routes to 'cart.shop.svc.cluster.local' at a gateway, which passes over the subsets that VirtualService 'shop/cart' splits the host into.");

    [Theory]
    [InlineData("hosts: [a.example.com], gateways: [public]", "host: cart, subset: v2")]
    [InlineData("hosts: [a.example.com], gateways: [mesh]", "host: cart")]
    [InlineData("hosts: [a.example.com]", "host: cart")]
    [InlineData("hosts: [a.example.com], gateways: [public]", "host: other")]
    public void Is_silent_with_a_subset_without_a_gateway_and_for_other_hosts(string more, string destination) =>
        AssertClean(Split() + Route(destination, more));

    [Theory]
    [InlineData("hosts: [web]")]
    [InlineData("hosts: [cart], gateways: [public]")]
    public void Is_silent_where_the_split_is_not_for_the_host_in_the_mesh(string more) =>
        AssertClean(Split(more) + Route("host: cart", "hosts: [a.example.com], gateways: [public]"));
}
