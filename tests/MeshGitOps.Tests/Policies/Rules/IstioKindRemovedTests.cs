using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioKindRemovedTests : RuleTests<IstioKindRemoved>
{
    [Theory]
    [InlineData("rbac.istio.io", "ClusterRbacConfig", "Write an AuthorizationPolicy.")]
    [InlineData("authentication.istio.io", "MeshPolicy", "Write a PeerAuthentication, and a RequestAuthentication for tokens.")]
    [InlineData("config.istio.io", "rule", "Write a Telemetry, an AuthorizationPolicy or a WasmPlugin.")]
    public void Reports_kinds_with_what_took_their_place(string group, string kind, string help)
    {
        var finding = Assert.Single(RuleSample.Parse($"apiVersion: {group}/v1alpha1\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}").Check(new IstioKindRemoved()));
        Assert.Equal($"Istio has no kind '{kind}' in '{group}' any more.", finding.Message);
        Assert.Equal(help, finding.Help);
    }

    [Fact]
    public void Is_silent_on_current_kinds() => AssertClean(
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: shop}");
}
