using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RouteMatchWithoutEffectTests : RuleTests<RouteMatchWithoutEffect>
{
    private static string Item(params string[] matches) =>
        Istio("VirtualService", "web", "shop", $"hosts: [web], http: [{string.Join(", ", matches.Select(match => $"{{match: [{match}]}}"))}]");

    [Fact]
    public void Reports_a_repeat_in_one_route() => AssertFindings(
        Item("{uri: {prefix: /a}}, {uri: {prefix: /b}}, {[|uri|]: {prefix: /a}}"),
        "A match of HTTP route 1 of VirtualService 'shop/web' has no effect, because an earlier match takes its requests.");

    [Fact]
    public void Reports_one_of_several_matches_of_a_later_route() => AssertFindings(
        Item("{uri: {prefix: /a}}", "{uri: {prefix: /b}}, {[|name|]: x, uri: {prefix: /ab}, method: {exact: GET}}"),
        "A match of HTTP route 2 of VirtualService 'shop/web' has no effect, because an earlier match takes its requests.");

    [Fact]
    public void Is_silent_where_the_whole_route_is_not_reached() => AssertClean(Item("{uri: {prefix: /a}}", "{uri: {prefix: /a}}"));

    [Fact]
    public void Is_silent_for_different_matches() => AssertClean(
        Item("{uri: {prefix: /a}, headers: {x: {exact: y}}}", "{uri: {prefix: /a}}, {uri: {prefix: /b}}", "{sourceLabels: {a: b}}, {sourceLabels: {ab: ''}}"));

    [Fact]
    public void Is_silent_for_matches_that_are_too_long_to_compare()
    {
        var path = new string('a', 5000);
        AssertClean(Item($"{{uri: {{regex: {path}}}}}", $"{{uri: {{prefix: /b}}}}, {{uri: {{regex: {path}}}}}"));
    }
}
