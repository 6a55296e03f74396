using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PolicySelectsNothingTests : RuleTests<PolicySelectsNothing>
{
    [Theory]
    [InlineData("AuthorizationPolicy")]
    [InlineData("PeerAuthentication")]
    [InlineData("RequestAuthentication")]
    [InlineData("Telemetry")]
    public void Reports_the_label_that_no_pod_has(string kind)
    {
        var sample = RuleSample.Parse(All(Catalog(", tier: web"), Policy(kind, "tier: web, app: [|catalgo|]")));

        var finding = Assert.Single(sample.Check(new PolicySelectsNothing()));

        sample.AssertFindings([finding]);
        Assert.Equal($"{kind} 'shop/policy' selects no workload of namespace 'shop', as none has the label 'app: catalgo'.", finding.Message);
        Assert.Equal("Did you mean 'catalog'?", finding.Help);
    }

    [Fact]
    public void Reports_labels_that_no_pod_has_together() => AssertFindings(
        All(Deployment("a", ", tier: web"), Deployment("b", ", tier: db"), Policy("AuthorizationPolicy", "app: [|a|], tier: db")),
        "AuthorizationPolicy 'shop/policy' selects no workload of namespace 'shop', as none has all of its labels.");

    [Fact]
    public void Reports_a_PeerAuthentication_with_a_selector_in_the_root_namespace() => AssertFindings(
        All(Catalog(), PeerAuthentication("policy", "selector: [|{matchLabels: {app: catalog}}|]", "istio-system")),
        "PeerAuthentication 'istio-system/policy' has a selector in the root namespace, where Istio passes over it.");

    [Theory]
    [InlineData("app: catalog")]
    [InlineData("istio: ingressgateway")]
    [InlineData("gateway.networking.k8s.io/gateway-name: web")]
    [InlineData("")]
    [InlineData("app: [catalog]")]
    public void Is_silent_where_it_selects_pods_or_a_gateway(string labels) => AssertClean(All(Catalog(), Policy("AuthorizationPolicy", labels)));

    [Fact]
    public void Is_silent_where_the_manifests_hold_no_workload_of_the_namespace() =>
        AssertClean(All(Deployment("catalog", @namespace: "other"), Policy("AuthorizationPolicy", "app: web")));

    [Fact]
    public void Is_silent_about_the_root_namespace_whose_selectors_reach_everywhere() =>
        AssertClean(All(Catalog(), Deployment("istiod", @namespace: "istio-system"), AuthorizationPolicy("policy", "selector: {matchLabels: {app: web}}", "istio-system")));

    private static string Policy(string kind, string labels) =>
        AuthorizationPolicy("policy", $"selector: {{matchLabels: {{{labels}}}}}")
            .Replace("AuthorizationPolicy", kind, StringComparison.Ordinal)
            .Replace("security.istio.io", kind == "Telemetry" ? "telemetry.istio.io" : "security.istio.io", StringComparison.Ordinal);
}
