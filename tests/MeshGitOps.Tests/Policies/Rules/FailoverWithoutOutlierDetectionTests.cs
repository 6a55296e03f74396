using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.TrafficPolicySample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class FailoverWithoutOutlierDetectionTests : RuleTests<FailoverWithoutOutlierDetection>
{
    private const string Failover = "loadBalancer: {localityLbSetting: {failover: [{from: a, to: b}]}}";
    private const string Marked = "loadBalancer: {localityLbSetting: {[|failover|]: [{from: a, to: b}]}}";
    private const string Detection = "outlierDetection: {consecutive5xxErrors: 5}, ";

    [Fact]
    public void Reports_a_host() =>
        AssertFindings(OfHost(Marked), "The failover in DestinationRule 'shop/cart' has no outlier detection, so it never happens.");

    [Fact]
    public void Reports_priorities() => AssertFindings(
        OfHost("loadBalancer: {localityLbSetting: {enabled: true, [|failoverPriority|]: [topology.kubernetes.io/region]}}"),
        "The failover in DestinationRule 'shop/cart' has no outlier detection, so it never happens.");

    [Fact]
    public void Reports_a_subset() =>
        AssertFindings(OfSubset(Marked), "The failover in subset 'v1' of DestinationRule 'shop/cart' has no outlier detection, so it never happens.");

    [Fact]
    public void Reports_a_port_that_inherits_nothing() =>
        AssertFindings(OfPort(Marked, Detection), "The failover in DestinationRule 'shop/cart' at port 80 has no outlier detection, so it never happens.");

    [Fact]
    public void Is_silent_with_outlier_detection() => AssertClean(OfHost(Detection + Failover) + OfPort(Detection + Failover));

    [Fact]
    public void Is_silent_for_a_subset_that_inherits_it() => AssertClean(OfSubset(Failover, "trafficPolicy: {outlierDetection: {interval: 1s}}, "));

    [Theory]
    [InlineData("loadBalancer: {localityLbSetting: {enabled: false, failover: [{from: a, to: b}]}}")]
    [InlineData("loadBalancer: {localityLbSetting: {failover: []}}")]
    [InlineData("loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {a: 100}}]}}")]
    [InlineData("loadBalancer: {localityLbSetting: [failover]}")]
    [InlineData("loadBalancer: text")]
    public void Is_silent_without_a_failover(string policy) => AssertClean(OfHost(policy));
}
