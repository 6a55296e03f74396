using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PortSettingsDropHostSettingsTests : RuleTests<PortSettingsDropHostSettings>
{
    private static string Rule(string host, string port, bool isMarked = true) =>
        Istio("DestinationRule", "cart", "shop", $"host: cart, trafficPolicy: {{{host}, portLevelSettings: [{{{(isMarked ? "[|port|]" : "port")}: {{number: 80}}, {port}}}]}}");

    [Theory]
    [InlineData("tls: {mode: SIMPLE}", "loadBalancer: {simple: RANDOM}", "'tls'", Severity.Error)]
    [InlineData("tls: {mode: MUTUAL}", "loadBalancer: {simple: RANDOM}", "'tls'", Severity.Error)]
    [InlineData("tls: {mode: ISTIO_MUTUAL}", "loadBalancer: {simple: RANDOM}", "'tls'", Severity.Warning)]
    [InlineData("outlierDetection: {}, connectionPool: {}", "loadBalancer: {simple: RANDOM}", "'connectionPool' and 'outlierDetection'", Severity.Warning)]
    [InlineData("loadBalancer: {simple: RANDOM}, tls: {mode: SIMPLE}", "tls: {mode: DISABLE}", "'loadBalancer'", Severity.Warning)]
    public void Reports_what_the_port_does_not_repeat(string host, string port, string lost, Severity severity)
    {
        AssertFindings(Rule(host, port), $"The settings of port 80 in DestinationRule 'shop/cart' drop {lost} of all ports.");
        Assert.Equal(severity, RuleSample.Parse(Rule(host, port)).Check(new PortSettingsDropHostSettings())[0].Severity);
    }

    [Fact]
    public void Reports_a_subset_and_a_port_without_number() => AssertFindings(
        Istio("DestinationRule", "cart", "shop", "host: cart, subsets: [{name: v1, trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{[|port|]: 80}]}}]"),
        "The settings of a port in subset 'v1' of DestinationRule 'shop/cart' drop 'tls' of all ports.");

    [Theory]
    [InlineData("tls: {mode: SIMPLE}", "tls: {mode: DISABLE}")]
    [InlineData("tls: {mode: SIMPLE}", "tls: null")]
    [InlineData("tls: null", "loadBalancer: {simple: RANDOM}")]
    [InlineData("tunnel: {protocol: CONNECT}", "loadBalancer: {simple: RANDOM}")]
    public void Is_silent_where_nothing_is_lost(string host, string port) => AssertClean(Rule(host, port, isMarked: false));

    [Fact]
    public void Is_silent_for_other_types() => AssertClean(
        Istio("DestinationRule", "a", "shop", "host: cart, trafficPolicy: [tls]") + Istio("DestinationRule", "b", "shop", "host: cart, trafficPolicy: {tls: {}, portLevelSettings: [80]}"));
}
