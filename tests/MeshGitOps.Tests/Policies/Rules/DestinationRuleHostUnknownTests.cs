using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DestinationRuleHostUnknownTests : RuleTests<DestinationRuleHostUnknown>
{
    [Fact]
    public void Reports_a_short_name_that_the_own_namespace_lacks()
    {
        var text = Service("web", "shop") + Istio("DestinationRule", "web", "shop", "host: [|wep|]");

        AssertFindings(text, "DestinationRule 'shop/web' is for host 'wep', which the mesh does not have.");
        Assert.Equal("Istio reads it as 'wep.shop.svc.cluster.local'. Did you mean 'web'?", RuleSample.Parse(text).Check(new DestinationRuleHostUnknown())[0].Help);
    }

    [Fact]
    public void Reports_a_name_that_only_DNS_completes_with_a_fix()
    {
        var text = Service("web", "shop") + Istio("DestinationRule", "web", "other", "host: [|web.shop|]");

        AssertFindings(text, "DestinationRule 'other/web' is for host 'web.shop', which the mesh does not have.");
        Assert.Equal("web.shop.svc.cluster.local", Assert.Single(RuleSample.Parse(text).Check(new DestinationRuleHostUnknown())[0].Fix!.Edits).NewText);
    }

    [Fact]
    public void Reports_a_service_of_another_cluster()
    {
        var text = "# cluster: east\n" + Service("cart", "shop") + "# cluster: west\n" + Istio("DestinationRule", "cart", "shop", "host: [|cart|]");

        AssertFindings(text, "DestinationRule 'shop/cart' is for host 'cart', which the mesh in cluster 'west' does not have.");
        Assert.Equal("cluster 'east' has it", Assert.Single(RuleSample.Parse(text).Check(new DestinationRuleHostUnknown())[0].Related).Message);
    }

    [Theory]
    [InlineData("host: web")]
    [InlineData("host: '*.local'")]
    [InlineData("host: '*'")]
    [InlineData("host: api.example.com")]
    [InlineData("host: cart.unseen.svc.cluster.local")]
    [InlineData("host: [gone]")]
    [InlineData("subsets: []")]
    public void Is_silent_for_what_is_there_or_cannot_be_told(string spec) =>
        AssertClean(Service("web", "shop") + Istio("DestinationRule", "web", "shop", spec));
}
