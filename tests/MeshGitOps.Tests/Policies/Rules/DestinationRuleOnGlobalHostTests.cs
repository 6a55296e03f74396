using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationRuleOnGlobalHostTests : RuleTests<DestinationRuleOnGlobalHost>
{
    /// <summary>The same service in both clusters, so that clients have an order of failover.</summary>
    private static string Fleet(string cluster, string rule) => $"# workspace\n# cluster: west\n{RuleSampleFiles.Hello}\n---\n{(cluster == "west" ? rule : "# file: apps/east/rule.yaml\n" + rule)}";

    [Theory]
    [InlineData("demo", "hello.demo.example.com", "for clients in namespace 'demo'")]
    [InlineData("mesh-demo", "hello.demo.example.com", "in the config namespace")]
    [InlineData("demo", "*.demo.example.com", "for clients in namespace 'demo'")]
    [InlineData("demo", "*.com", "for clients in namespace 'demo'")]
    public void Reports_a_TLS_mode_that_gateways_refuse(string @namespace, string host, string whose)
    {
        var text = Fleet("west", Istio("DestinationRule", "mine", @namespace, $"host: '{host}', trafficPolicy: {{tls: {{mode: [|DISABLE|]}}}}"));

        AssertFindings(
            text,
            $"DestinationRule '{@namespace}/mine' sets TLS mode 'DISABLE' for global host 'hello.demo.example.com' {whose}, which no east-west gateway lets through.");
        Assert.Equal(Severity.Error, RuleSample.Parse(text).Check(new DestinationRuleOnGlobalHost())[0].Severity);
    }

    [Theory]
    [InlineData("trafficPolicy: {connectionPool: {}}", Severity.Warning)]
    [InlineData("trafficPolicy: {outlierDetection: {}}", Severity.Warning)]
    [InlineData("trafficPolicy: {outlierDetection: {}, loadBalancer: {localityLbSetting: {enabled: true}}}", Severity.Info)]
    [InlineData("trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}", Severity.Warning)]
    public void Reports_lost_settings_by_what_is_lost(string policy, Severity severity)
    {
        var text = Fleet("west", Istio("DestinationRule", "mine", "demo", $"host: [|hello.demo.example.com|], {policy}"));

        AssertFindings(text, "DestinationRule 'demo/mine' takes the place of the rendered one of global host 'hello.demo.example.com' for clients in namespace 'demo'.");
        Assert.Equal(severity, RuleSample.Parse(text).Check(new DestinationRuleOnGlobalHost())[0].Severity);
    }

    [Fact]
    public void Reports_one_beside_ours_at_the_east_west_gateway() => AssertFindings(
        Fleet("east", Istio("DestinationRule", "mine", "istio-system", "host: [|hello.demo.example.com|]")),
        "DestinationRule 'istio-system/mine' takes the place of the rendered one of global host 'hello.demo.example.com' at the east-west gateway.");

    [Theory]
    [InlineData("other", "hello.demo.example.com")]
    [InlineData("other", "*.demo.example.com")]
    [InlineData("mesh-demo", "*.demo.example.com")]
    [InlineData("istio-system", "*.demo.example.com")]
    [InlineData("demo", "hello.demo.svc.cluster.local")]
    [InlineData("demo", "hello")]
    [InlineData("demo", "*.example.org")]
    public void Is_silent_where_the_rendered_one_counts(string @namespace, string host) =>
        AssertClean(Fleet("west", Istio("DestinationRule", "mine", @namespace, $"host: '{host}', trafficPolicy: {{tls: {{mode: DISABLE}}}}")));

    [Fact]
    public void Is_silent_without_specs_and_for_other_types() => AssertClean(
        Istio("DestinationRule", "a", "demo", "host: hello.demo.example.com, trafficPolicy: {tls: {mode: DISABLE}}") + Istio("DestinationRule", "b", "demo", "host: [a]"));
}
