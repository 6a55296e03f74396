using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ImageAutoWithoutInjectionTests : RuleTests<ImageAutoWithoutInjection>
{
    private const string Gateway = "containers: [{name: istio-proxy, image: auto}]";
    private const string Message = "Deployment 'shop/gateway' leaves its image to the injection, but is not injected.";

    [Theory]
    [InlineData("istio-injection: disabled", Severity.Error)]
    [InlineData("team: edge", Severity.Warning)]
    public void Reports_a_gateway_that_is_not_injected(string labels, Severity severity)
    {
        var sample = RuleSample.Parse(All(Namespace(labels), Deployment("gateway", podSpec: "containers: [{name: istio-proxy, image: [|auto|]}]")));

        var finding = Assert.Single(sample.Check(new ImageAutoWithoutInjection()));

        sample.AssertFindings([finding]);
        Assert.Equal(Message, finding.Message);
        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public void Reports_a_Pod() => AssertFindings(
        All(
            Namespace("istio-injection: disabled"),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: gateway, namespace: shop, labels: {app: gateway}}
            spec: {containers: [{name: istio-proxy, image: [|auto|]}]}
            """),
        "Pod 'shop/gateway' leaves its image to the injection, but is not injected.");

    [Fact]
    public void Is_silent_where_the_gateway_is_injected() => AssertClean(All(
        Namespace("istio-injection: enabled"),
        Deployment("gateway", podSpec: Gateway),
        Namespace("team: edge", "edge"),
        Deployment("gateway", ", sidecar.istio.io/inject: \"true\"", podSpec: Gateway, @namespace: "edge")));

    [Fact]
    public void Is_silent_where_nothing_tells_about_the_namespace() => AssertClean(Deployment("gateway", podSpec: Gateway));

    [Theory]
    [InlineData("containers: [{name: app, image: auto}]")]
    [InlineData("containers: [{name: istio-proxy, image: \"proxyv2:1.26\"}]")]
    [InlineData("containers: [{name: istio-proxy, image: [auto]}]")]
    public void Is_silent_about_other_images(string podSpec) =>
        AssertClean(All(Namespace("istio-injection: disabled"), Deployment("gateway", podSpec: podSpec)));
}
