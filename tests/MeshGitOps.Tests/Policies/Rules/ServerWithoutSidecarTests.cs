using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServerWithoutSidecarTests : RuleTests<ServerWithoutSidecar>
{
    private const string Mutual = "trafficPolicy: {tls: {mode: [|ISTIO_MUTUAL|]}}";
    private const string Message = "DestinationRule 'shop/rule' sets TLS mode ISTIO_MUTUAL for port 80 of Service 'shop/catalog', but Deployment 'shop/catalog' behind it has no sidecar.";

    [Theory]
    [InlineData(", sidecar.istio.io/inject: \"false\"", "", "")]
    [InlineData("", "sidecar.istio.io/inject: \"false\"", "")]
    [InlineData("", "", "hostNetwork: true")]
    public void Reports_pods_that_refuse_the_sidecar(string labels, string annotations, string podSpec) =>
        AssertFindings(All(Catalog(labels, annotations, podSpec), DestinationRule("catalog", Mutual)), Message);

    [Theory]
    [InlineData("istio-injection: disabled", Severity.Error)]
    [InlineData("team: web", Severity.Warning)]
    public void Reports_a_namespace_without_injection(string labels, Severity severity)
    {
        var sample = RuleSample.Parse(All(Namespace(labels), Catalog(), DestinationRule("catalog", Mutual)));

        var finding = Assert.Single(sample.Check(new ServerWithoutSidecar()));

        Assert.Equal(Message, finding.Message);
        Assert.Equal(severity, finding.Severity);
    }

    [Theory]
    [InlineData("istio-injection: enabled")]
    [InlineData("istio.io/rev: stable")]
    public void Is_silent_where_the_namespace_is_injected(string labels) =>
        AssertClean(All(Namespace(labels), Catalog(), DestinationRule("catalog", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}")));

    [Fact]
    public void Is_silent_where_the_installation_injects_by_default() => AssertClean(All(
        Namespace("team: web"),
        Catalog(),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data: {values: '{"sidecarInjectorWebhook": {"enableNamespacesByDefault": true}}'}
        """));

    [Fact]
    public void Is_silent_where_nothing_tells_about_the_namespace() =>
        AssertClean(All(Catalog(), DestinationRule("catalog", "trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}")));

    [Fact]
    public void Is_silent_where_another_mode_is_set() => AssertClean(All(
        Namespace("istio-injection: disabled"),
        Catalog(),
        DestinationRule("catalog", "trafficPolicy: {tls: {mode: DISABLE}}")));
}
