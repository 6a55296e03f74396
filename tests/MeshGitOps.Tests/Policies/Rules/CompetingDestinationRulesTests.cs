using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class CompetingDestinationRulesTests : RuleTests<CompetingDestinationRules>
{
    private static string Rule(string name, string spec, string @namespace = "shop") => Istio("DestinationRule", name, @namespace, spec);

    [Fact]
    public void Reports_the_same_subset_under_a_full_name() => AssertFindings(
        Rule("a", "host: cart, subsets: [{name: v1, labels: {version: v1}}]")
        + Rule("b", "host: cart.shop.svc.cluster.local, subsets: [{name: v2}, {name: [|v1|], labels: {version: '1'}}]"),
        "DestinationRule 'shop/b' and DestinationRule 'shop/a' both set subset 'v1' of 'cart.shop.svc.cluster.local', and only the older of the two counts.");

    [Theory]
    [InlineData("host: cart, exportTo: ['.', '*'], trafficPolicy: {}", "host: cart, exportTo: ['*', shop], [|trafficPolicy|]: {}")]
    [InlineData("host: cart, workloadSelector: {matchLabels: {a: b}}, trafficPolicy: {}", "host: cart, workloadSelector: {matchLabels: {a: b}}, [|trafficPolicy|]: {}")]
    public void Reports_two_traffic_policies_for_the_same_clients(string first, string second) => AssertFindings(
        Rule("a", first) + Rule("b", second),
        "DestinationRule 'shop/b' and DestinationRule 'shop/a' both set the traffic policy of 'cart', and only the older of the two counts.");

    [Theory]
    [InlineData("host: cart, subsets: [{name: v2}]", "shop")]
    [InlineData("host: web, trafficPolicy: {}, subsets: [{name: v1}]", "shop")]
    [InlineData("host: cart.shop.svc.cluster.local, trafficPolicy: {}, subsets: [{name: v1}]", "clients")]
    [InlineData("host: cart, trafficPolicy: {}, exportTo: ['.']", "shop")]
    [InlineData("host: cart, trafficPolicy: {}, workloadSelector: {matchLabels: {a: b}}", "shop")]
    [InlineData("host: cart, trafficPolicy: text", "shop")]
    [InlineData("trafficPolicy: {}", "shop")]
    public void Is_silent_for_other_parts_hosts_and_clients(string spec, string @namespace) =>
        AssertClean(Rule("a", "host: cart, trafficPolicy: {}, subsets: [{name: v1}]") + Rule("b", spec, @namespace));

    [Fact]
    public void Is_silent_for_one_object_that_stands_twice() =>
        AssertClean(Rule("a", "host: cart, trafficPolicy: {}") + Rule("a", "host: cart, trafficPolicy: {}"));
}
