using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SubsetUnknownTests : RuleTests<SubsetUnknown>
{
    private static string Rule(string @namespace, string host = "cart.shop.svc.cluster.local", string subset = "v1") =>
        Istio("DestinationRule", "cart", @namespace, $"host: '{host}', subsets: [{{name: {subset}, labels: {{version: v1}}}}]");

    [Theory]
    [InlineData("v2", "The host has 'stable'.")]
    [InlineData("stabel", "Did you mean 'stable'?")]
    public void Reports_a_subset_that_the_rule_of_the_host_lacks(string subset, string help)
    {
        var text = Service("cart", "shop") + Rule("shop", "cart", "stable") + Route($"host: cart, subset: [|{subset}|]");

        AssertFindings(text, $"VirtualService 'shop/web' routes to 'cart' in subset '{subset}', which no DestinationRule defines.");
        Assert.Equal(help, RuleSample.Parse(text).Check(new SubsetUnknown())[0].Help);
    }

    [Fact]
    public void Reports_a_version_without_taking_another_one_for_it()
    {
        var text = Service("cart", "shop") + Rule("shop") + Route("host: cart, subset: [|v2|]");

        AssertFindings(text, "VirtualService 'shop/web' routes to 'cart' in subset 'v2', which no DestinationRule defines.");
        Assert.Equal("The host has 'v1'.", RuleSample.Parse(text).Check(new SubsetUnknown())[0].Help);
    }

    [Fact]
    public void Reports_a_subset_of_a_host_without_any_rule()
    {
        var text = Service("cart", "shop") + Rule("shop", "cart.other.svc.cluster.local") + Route("host: cart, subset: [|v1|]");

        AssertFindings(text, "VirtualService 'shop/web' routes to 'cart' in subset 'v1', which no DestinationRule defines.");
        Assert.Equal(
            "Write a DestinationRule for 'cart.shop.svc.cluster.local' in namespace 'shop' that defines it.",
            RuleSample.Parse(text).Check(new SubsetUnknown())[0].Help);
    }

    [Fact]
    public void Reports_as_a_warning_a_subset_that_the_rule_of_an_unseen_host_lacks()
    {
        var text = Rule("shop", "cart") + Route("host: cart, subset: [|canary|]");

        AssertFindings(text, "VirtualService 'shop/web' routes to 'cart' in subset 'canary', which DestinationRule 'shop/cart' does not define.");
        Assert.Equal([Severity.Warning], FindingSeverities.Of<SubsetUnknown>(text));
    }

    [Fact]
    public void Is_silent_for_an_unseen_host_whose_rule_defines_the_subset() =>
        AssertClean(Rule("shop", "cart") + Rule("istio-system", "*", "canary") + Route("host: cart, subset: canary"));

    [Fact]
    public void Is_silent_for_a_host_that_another_rule_reports_as_missing() =>
        AssertClean(Service("web", "shop") + Rule("shop", "cart") + Route("host: cart, subset: v2"));

    [Fact]
    public void Reports_a_rule_that_only_another_namespace_uses()
    {
        var text = Service("cart", "shop") + Rule("third") + Route("host: cart, subset: [|v1|]");

        AssertFindings(text, "VirtualService 'shop/web' routes to 'cart' in subset 'v1', which only clients in namespace 'third' have.");
        Assert.Equal(Severity.Warning, RuleSample.Parse(text).Check(new SubsetUnknown())[0].Severity);
    }

    [Theory]
    [InlineData("shop", "cart.shop.svc.cluster.local")]
    [InlineData("shop", "cart")]
    [InlineData("shop", "*.shop.svc.cluster.local")]
    [InlineData("shop", "*.local")]
    [InlineData("shop", "*")]
    [InlineData("istio-system", "cart.shop.svc.cluster.local")]
    public void Is_silent_where_the_proxies_find_the_rule(string @namespace, string host) =>
        AssertClean(Service("cart", "shop") + Rule(@namespace, host) + Route("host: cart, subset: v1"));

    [Fact]
    public void Is_silent_for_a_rule_in_the_namespace_of_the_clients()
    {
        var other = Istio("VirtualService", "web", "clients", "hosts: [cart.shop.svc.cluster.local], http: [{route: [{destination: {host: cart.shop.svc.cluster.local, subset: v1}}]}]");
        AssertClean(Service("cart", "shop") + Rule("clients") + other);
    }

    [Fact]
    public void Is_silent_for_a_rule_beside_the_pods_of_the_gateway() => AssertClean(
        Service("cart", "shop")
        + Rule("ingress")
        + Istio("Gateway", "public", "shop", "selector: {istio: ingress}, servers: []")
        + Workload("ingress", "ingress", "istio: ingress")
        + Route("host: cart, subset: v1", "hosts: [web.example.com], gateways: [public]"));

    [Fact]
    public void Is_silent_where_the_pods_of_the_gateway_are_not_known() => AssertClean(
        Service("cart", "shop") + Rule("third") + Route("host: cart, subset: v1", "hosts: [web.example.com], gateways: [edge/public]"));

    [Theory]
    [InlineData("host: gone, subset: v1")]
    [InlineData("host: cart, subset: ''")]
    [InlineData("host: cart, subset: [v1]")]
    [InlineData("host: cart")]
    public void Is_silent_for_unknown_hosts_and_other_types(string destination) => AssertClean(
        Service("cart", "shop") + Istio("DestinationRule", "cart", "shop", "host: [cart], subsets: {a: b}") + Route(destination));
}
