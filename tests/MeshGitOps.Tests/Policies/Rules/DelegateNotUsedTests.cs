using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DelegateNotUsedTests : RuleTests<DelegateNotUsed>
{
    private static string Delegate(string name) => Istio("VirtualService", name, "shop", "http: [{route: []}]");

    [Fact]
    public void Reports_one_whose_delegation_has_another_name() => AssertFindings(
        Istio("VirtualService", "root", "edge", "hosts: [a], http: [{delegate: {name: crat, namespace: shop}}]") + Delegate("[|cart|]"),
        "VirtualService 'shop/cart' has no hosts, and no other VirtualService delegates to it.");

    [Fact]
    public void Is_silent_where_another_one_delegates_to_it() => AssertClean(
        Istio("VirtualService", "root", "edge", "hosts: [a], http: [{delegate: {name: cart, namespace: shop}}]") + Delegate("cart"));

    [Theory]
    [InlineData("hosts: [cart], http: [{route: []}]")]
    [InlineData("hosts: cart, http: [{route: []}]")]
    [InlineData("http: []")]
    public void Is_silent_with_hosts_or_without_routes(string spec) => AssertClean(Istio("VirtualService", "cart", "shop", spec));
}
