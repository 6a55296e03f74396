using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.TrafficPolicySample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class LocalityDistributionInvalidTests : RuleTests<LocalityDistributionInvalid>
{
    private static string Policy(string locality) => $"loadBalancer: {{localityLbSetting: {{{locality}}}}}";

    [Theory]
    [InlineData("distribute: [{from: a, [|to|]: {a: 50, b: 40}}]", "distributes calls by weights that add up to 90, not to 100.")]
    [InlineData("distribute: [{from: a, to: {a: 100, b: [|0|]}}]", "gives locality 'b' the weight 0, which is not in 1 to 100.")]
    [InlineData("distribute: [{from: a, to: {a: [|101|]}}]", "gives locality 'a' the weight 101, which is not in 1 to 100.")]
    [InlineData("distribute: [{from: a, to: {a: [|-1|]}}]", "gives locality 'a' the weight -1, which is not in 1 to 100.")]
    [InlineData("distribute: [{from: a, to: {a: 100}}], [|failover|]: [{from: a, to: b}]", "has both 'distribute' and 'failover'.")]
    public void Reports_what_is_refused(string locality, string message) =>
        AssertFindings(OfHost(Policy(locality)), $"DestinationRule 'shop/cart' {message}");

    [Fact]
    public void Reports_a_subset_with_a_capital_letter() => AssertFindings(
        OfSubset(Policy("distribute: [{from: a, [|to|]: {a: 1}}]")),
        "Subset 'v1' of DestinationRule 'shop/cart' distributes calls by weights that add up to 1, not to 100.");

    [Theory]
    [InlineData("distribute: [{from: a, to: {a: 70, b: 30}}, {from: b, to: {b: 100}}]")]
    [InlineData("distribute: [], failover: [{from: a, to: b}]")]
    [InlineData("distribute: [{from: a, to: {}}]")]
    [InlineData("distribute: [{from: a, to: {a: some}}]")]
    [InlineData("distribute: [{from: a, to: [a]}]")]
    [InlineData("distribute: {from: a}")]
    public void Is_silent_for_100_and_other_types(string locality) => AssertClean(OfHost(Policy(locality)));
}
