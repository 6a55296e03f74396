using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RouteWeightsNoPercentagesTests : RuleTests<RouteWeightsNoPercentages>
{
    private static string Item(string route, string list = "http") => Istio("VirtualService", "web", "shop", $"hosts: [web], {list}: [{{{route}}}]");

    private static string Route(string first, string second, bool isMarked = true) =>
        $"{(isMarked ? "[|route|]" : "route")}: [{{destination: {{host: a}}{first}}}, {{destination: {{host: b}}{second}}}]";

    [Theory]
    [InlineData(", weight: 0", ", weight: 0", "add up to 0.", Severity.Error)]
    [InlineData("", "", "add up to 0.", Severity.Error)]
    [InlineData("", ", weight: null", "add up to 0.", Severity.Error)]
    [InlineData(", weight: 50", ", weight: 40", "add up to 90, not to 100.", Severity.Info)]
    [InlineData(", weight: 2147483647", ", weight: 2147483647", "add up to 4294967294, not to 100.", Severity.Info)]
    public void Reports_the_sum(string first, string second, string message, Severity severity)
    {
        AssertFindings(Item(Route(first, second)), $"The weights in HTTP route 1 of VirtualService 'shop/web' {message}");
        Assert.Equal(severity, RuleSample.Parse(Item(Route(first, second))).Check(new RouteWeightsNoPercentages())[0].Severity);
    }

    [Fact]
    public void Reports_a_negative_weight_even_alone() => AssertFindings(
        Item("name: canary, route: [{destination: {host: a}, weight: [|-1|]}]", "tcp"),
        "The weight -1 in TCP route 'canary' of VirtualService 'shop/web' is negative.");

    [Fact]
    public void Reports_a_destination_without_weight_as_a_warning()
    {
        var text = Item("route: [{[|destination|]: {host: a}}, {destination: {host: b}, weight: 100}]", "tls");

        AssertFindings(text, "A destination in TLS route 1 of VirtualService 'shop/web' has no weight beside others with one, so it gets no request.");
        Assert.Equal(Severity.Warning, RuleSample.Parse(text).Check(new RouteWeightsNoPercentages())[0].Severity);
    }

    [Theory]
    [InlineData(", weight: 90", ", weight: 10")]
    [InlineData(", weight: 100", ", weight: 0")]
    [InlineData(", weight: many", "")]
    [InlineData(", weight: [1]", ", weight: 5")]
    public void Is_silent_for_percentages_and_other_types(string first, string second) =>
        AssertClean(Item(Route(first, second, isMarked: false)));

    [Theory]
    [InlineData("route: [{destination: {host: a}}]")]
    [InlineData("route: [{destination: {host: a}, weight: 0}]")]
    [InlineData("route: {destination: {host: a}}")]
    [InlineData("redirect: {uri: /}")]
    public void Is_silent_for_a_single_destination(string route) => AssertClean(Item(route));
}
