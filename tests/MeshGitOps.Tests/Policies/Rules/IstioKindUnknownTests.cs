using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioKindUnknownTests : RuleTests<IstioKindUnknown>
{
    [Fact]
    public void Reports_a_kind_in_the_wrong_group()
    {
        const string Text = "apiVersion: networking.istio.io/v1\nkind: [|AuthorizationPolicy|]\nmetadata: {name: a, namespace: shop}";
        AssertFindings(Text, "The group 'networking.istio.io' has no kind 'AuthorizationPolicy'.");
        var finding = Assert.Single(RuleSample.Parse(Text).Check(new IstioKindUnknown()));
        Assert.Equal("AuthorizationPolicy is a kind of 'security.istio.io/v1'.", finding.Help);
        Assert.Null(finding.Fix);
    }

    [Fact]
    public void Reports_a_misspelt_kind_with_its_fix()
    {
        var finding = Assert.Single(RuleSample.Parse("apiVersion: security.istio.io/v1\nkind: PeerAuthentification\nmetadata: {name: a, namespace: shop}").Check(new IstioKindUnknown()));
        Assert.Equal("PeerAuthentication", Assert.Single(finding.Fix!.Edits).NewText);
    }

    [Fact]
    public void Is_silent_on_groups_of_others() => AssertClean("""
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        metadata: {name: a, namespace: istio-system}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: a, namespace: shop}
        ---
        apiVersion: extensions.istio.io/v1alpha1
        kind: WasmPlugin
        metadata: {name: a, namespace: shop}
        """);
}
