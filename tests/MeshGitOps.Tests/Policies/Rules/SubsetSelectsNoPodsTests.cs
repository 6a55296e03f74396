using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SubsetSelectsNoPodsTests : RuleTests<SubsetSelectsNoPods>
{
    private static readonly string Cart = Service("cart", "shop") + Workload("cart-v1", "shop", "app: cart, version: v1");

    private static string Rule(string labels, string name = "v2") =>
        Istio("DestinationRule", "cart", "shop", $"host: cart, subsets: [{{name: {name}, labels: {{{labels}}}}}]");

    [Theory]
    [InlineData("host: cart, subset: v2", Severity.Error)]
    [InlineData("host: cart.shop.svc.cluster.local, subset: v2", Severity.Error)]
    [InlineData("host: cart, subset: v1", Severity.Warning)]
    [InlineData("host: other, subset: v2", Severity.Warning)]
    public void Reports_a_subset_by_its_use(string destination, Severity severity)
    {
        var text = Cart + Rule("version: v2", "[|v2|]") + Route(destination);

        AssertFindings(text, "Subset 'v2' of DestinationRule 'shop/cart' selects no pods of Service 'shop/cart'.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new SubsetSelectsNoPods()));
        Assert.Equal((severity, "Its pods have 'version' as 'v1'."), (finding.Severity, finding.Help));
    }

    [Fact]
    public void Reports_pods_of_another_service_and_labels_that_no_pod_has()
    {
        var text = Cart + Workload("web-v2", "shop", "app: web, version: v2") + Rule("version: v2", "[|v2|]") + Rule("track: canary", "[|canary|]");

        AssertFindings(
            text,
            "Subset 'v2' of DestinationRule 'shop/cart' selects no pods of Service 'shop/cart'.",
            "Subset 'canary' of DestinationRule 'shop/cart' selects no pods of Service 'shop/cart'.");
        Assert.Equal("Write labels that the pods of the Service have.", RuleSample.Parse(text).Check(new SubsetSelectsNoPods())[1].Help);
    }

    [Fact]
    public void Reports_a_version_that_only_another_cluster_runs_as_a_warning()
    {
        var text = "# cluster: east\n" + Service("cart", "shop") + Workload("cart-v2", "shop", "app: cart, version: v2")
            + "# cluster: west\n" + Cart + Rule("version: v2", "[|v2|]") + Route("host: cart, subset: v2");

        AssertFindings(text, "Subset 'v2' of DestinationRule 'shop/cart' selects no pods of Service 'shop/cart' in cluster 'west'.");
        var finding = Assert.Single(RuleSample.Parse(text).Check(new SubsetSelectsNoPods()));
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.StartsWith("Its pods run in cluster 'east'", finding.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: v1")]
    [InlineData("")]
    [InlineData("topology.kubernetes.io/region: us-east-1")]
    [InlineData("topology.istio.io/network: east, version: v1")]
    [InlineData("version: [v2]")]
    public void Is_silent_where_pods_are_selected_or_nodes_decide(string labels) => AssertClean(Cart + Rule(labels));

    [Fact]
    public void Is_silent_without_any_workload_of_the_service() =>
        AssertClean(Service("cart", "shop") + Workload("web", "shop", "app: web") + Rule("version: v2"));

    [Fact]
    public void Is_silent_for_other_hosts() => AssertClean(
        Cart
        + Istio("ServiceEntry", "out", "shop", "hosts: [a.example.com]")
        + Istio("DestinationRule", "out", "shop", "host: a.example.com, subsets: [{name: v2, labels: {version: v2}}]")
        + Istio("DestinationRule", "gone", "shop", "host: gone, subsets: [{name: v2, labels: {version: v2}}]")
        + Istio("DestinationRule", "none", "shop", "subsets: [{name: v2, labels: {version: v2}}]"));
}
