using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.TrafficPolicySample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class FailoverRegionInvalidTests : RuleTests<FailoverRegionInvalid>
{
    private static string Policy(string failover) => $"loadBalancer: {{localityLbSetting: {{failover: [{{{failover}}}]}}}}";

    [Theory]
    [InlineData("from: a, to: [|a|]", "leads from region 'a' to itself.", "Write the region that takes over.")]
    [InlineData("from: [|a/zone|], to: b", "names 'a/zone', which is no region.", "Write the region alone: 'a'.")]
    [InlineData("from: a, to: [|'*'|]", "names '*', which is no region.", "Write one failover for each region.")]
    [InlineData("from: a, to: [|/|]", "names '/', which is no region.", "Write one failover for each region.")]
    public void Reports_what_is_no_other_region(string failover, string message, string help)
    {
        AssertFindings(OfHost(Policy(failover)), $"The failover in DestinationRule 'shop/cart' {message}");
        Assert.Equal(help, RuleSample.Parse(OfHost(Policy(failover))).Check(new FailoverRegionInvalid())[0].Help);
    }

    [Fact]
    public void Reports_subsets_and_ports() => AssertFindings(
        OfSubset(Policy("from: a, to: [|a|]")) + OfPort(Policy("from: b, to: [|b|]")),
        "The failover in subset 'v1' of DestinationRule 'shop/cart' leads from region 'a' to itself.",
        "The failover in DestinationRule 'shop/cart' at port 80 leads from region 'b' to itself.");

    [Theory]
    [InlineData("from: a, to: b")]
    [InlineData("from: a")]
    [InlineData("to: a")]
    [InlineData("from: [a], to: [a]")]
    public void Is_silent_for_two_regions_and_other_types(string failover) => AssertClean(OfHost(Policy(failover)));
}
