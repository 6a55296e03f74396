using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class VirtualServiceHostConflictTests : RuleTests<VirtualServiceHostConflict>
{
    private static string Item(string name, string @namespace, string more) =>
        Istio("VirtualService", name, @namespace, $"{more}, http: [{{route: [{{destination: {{host: cart}}}}]}}]");

    [Theory]
    [InlineData("hosts: [[|cart.shop.svc.cluster.local|]]", "cart.shop.svc.cluster.local")]
    [InlineData("hosts: [web, [|cart|]], gateways: [mesh, public]", "cart")]
    [InlineData("hosts: [[|cart|]], exportTo: ['*', '.']", "cart")]
    public void Reports_the_second_for_a_host(string more, string host) => AssertFindings(
        Item("a", "shop", "hosts: [cart]") + Item("b", "shop", more),
        $"VirtualService 'shop/b' and VirtualService 'shop/a' both route host '{host}' for the same sidecars.");

    [Fact]
    public void Reports_two_namespaces_that_export_to_a_third() => AssertFindings(
        Item("a", "one", "hosts: [cart.example.com], exportTo: [shop]") + Item("b", "two", "hosts: [[|cart.example.com|]], exportTo: [other, shop]"),
        "VirtualService 'two/b' and VirtualService 'one/a' both route host 'cart.example.com' for the same sidecars.");

    [Theory]
    [InlineData("shop", "hosts: [web]")]
    [InlineData("other", "hosts: [cart]")]
    [InlineData("shop", "hosts: [cart], exportTo: ['.']")]
    [InlineData("shop", "hosts: [cart], gateways: [public]")]
    [InlineData("shop", "hosts: ['*.shop.svc.cluster.local']")]
    [InlineData("shop", "hosts: cart")]
    [InlineData("shop", "hosts: [[cart]]")]
    public void Is_silent_for_other_hosts_scopes_and_gateways(string @namespace, string more) =>
        AssertClean(Item("a", "shop", "hosts: [cart]") + Item("b", @namespace, more));

    [Fact]
    public void Is_silent_for_one_object_in_two_clusters() => AssertClean(
        "# cluster: east\n" + Item("a", "shop", "hosts: [cart]") + "# cluster: west\n" + Item("b", "shop", "hosts: [cart]"));

    [Fact]
    public void Is_silent_for_a_host_twice_in_one_object() => AssertClean(Item("a", "shop", "hosts: [cart, cart]"));
}
