using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ConflictingPeerAuthenticationsTests : RuleTests<ConflictingPeerAuthentications>
{
    [Theory]
    [InlineData("PERMISSIVE", Severity.Error)]
    [InlineData("STRICT", Severity.Warning)]
    public void Reports_two_for_a_namespace(string mode, Severity severity)
    {
        var sample = RuleSample.Parse(All(Strict(), PeerAuthentication("[|other|]", $"mtls: {{mode: {mode}}}")));

        var finding = Assert.Single(sample.Check(new ConflictingPeerAuthentications()));

        sample.AssertFindings([finding]);
        Assert.Equal("PeerAuthentication 'shop/other' is for all of namespace 'shop', as is 'shop/default'.", finding.Message);
        Assert.Equal(severity, finding.Severity);
        Assert.Equal("the other one", Assert.Single(finding.Related).Message);
    }

    [Fact]
    public void Reports_two_for_the_mesh() => AssertFindings(
        All(Strict("istio-system"), PeerAuthentication("[|other|]", "selector: {}", "istio-system")),
        "PeerAuthentication 'istio-system/other' is for the whole mesh, as is 'istio-system/default'.");

    [Fact]
    public void Reports_two_that_select_one_workload() => AssertFindings(
        All(
            PeerAuthentication("a", "selector: {matchLabels: {app: catalog}}, mtls: {mode: STRICT}"),
            PeerAuthentication("[|b|]", "selector: {matchLabels: {tier: web}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}"),
            Deployment("catalog", ", tier: web"),
            Deployment("catalog-two", ", tier: web")),
        "PeerAuthentication 'shop/b' selects Deployment 'shop/catalog', as does 'shop/a'.");

    [Fact]
    public void Is_silent_about_different_pods_namespaces_and_widths() => AssertClean(All(
        Strict(),
        Strict("other"),
        Strict("istio-system"),
        PeerAuthentication("a", "selector: {matchLabels: {app: catalog}}, mtls: {mode: STRICT}"),
        PeerAuthentication("b", "selector: {matchLabels: {app: other}}, mtls: {mode: PERMISSIVE}"),
        Deployment("catalog"),
        Deployment("other")));

    [Fact]
    public void Is_silent_about_a_member_namespace_which_the_planner_speaks_of() => AssertClean(
        """
        # workspace
        # cluster: east
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: mine, namespace: demo, labels: {app.kubernetes.io/managed-by: meshgitops}}
        spec: {mtls: {mode: PERMISSIVE}}
        """);
}
