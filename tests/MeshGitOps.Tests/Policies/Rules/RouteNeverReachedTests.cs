using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RouteNeverReachedTests : RuleTests<RouteNeverReached>
{
    private static string Item(string list, params string[] routes) =>
        Istio("VirtualService", "web", "shop", $"hosts: [web], {list}: [{string.Join(", ", routes.Select(route => $"{{{route}}}"))}]");

    [Theory]
    [InlineData("route: []", "[|route|]: []")]
    [InlineData("match: [], route: []", "[|match|]: [{uri: {exact: /a}}]")]
    [InlineData("match: [{}]", "[|match|]: [{method: {exact: GET}}]")]
    [InlineData("match: [{name: all}]", "[|route|]: []")]
    [InlineData("match: [{uri: {prefix: /}}]", "[|match|]: [{headers: {a: {exact: b}}}]")]
    [InlineData("match: [{uri: {prefix: /a}, method: {exact: GET}}]", "[|match|]: [{name: again, method: {exact: GET}, uri: {prefix: /a}}]")]
    [InlineData("match: [{uri: {prefix: /a}}, {uri: {prefix: /b}}]", "[|match|]: [{uri: {prefix: /b/c}, port: 80}, {uri: {exact: /ab}}]")]
    public void Reports_a_route_that_an_earlier_one_covers(string first, string second) => AssertFindings(
        Item("http", first, second),
        "HTTP route 2 of VirtualService 'shop/web' is never reached, because an earlier one takes all of its requests.");

    [Theory]
    [InlineData("tls", "match: [{sniHosts: [a.example.com]}]", "[|match|]: [{sniHosts: [a.example.com]}]", "TLS route 2")]
    [InlineData("tcp", "route: []", "[|match|]: [{port: 80}]", "TCP route 2")]
    [InlineData("http", "name: all, route: []", "[|name|]: late, match: [{port: 80}]", "HTTP route 'late'")]
    public void Reports_it_in_every_list(string list, string first, string second, string name) => AssertFindings(
        Item(list, first, second),
        $"{name} of VirtualService 'shop/web' is never reached, because an earlier one takes all of its requests.");

    [Theory]
    [InlineData("match: [{uri: {prefix: /a}}]", "route: []")]
    [InlineData("match: [{uri: {prefix: /a}, port: 80}]", "match: [{uri: {prefix: /a/b}}]")]
    [InlineData("match: [{uri: {prefix: /a}}]", "match: [{uri: {regex: /a/.*}}]")]
    [InlineData("match: [{uri: {exact: /a}}]", "match: [{uri: {prefix: /a}}]")]
    [InlineData("match: [{uri: {prefix: /a/b}}]", "match: [{uri: {prefix: /a}}]")]
    [InlineData("match: [{uri: {prefix: /a}}]", "match: [{uri: {prefix: /a/b}}, {uri: {prefix: /c}}]")]
    [InlineData("match: text", "route: []")]
    [InlineData("match: [text]", "match: [text]")]
    [InlineData("match: [{headers: {a: {exact: b}}}]", "match: [{headers: {a: {exact: b}, c: {exact: d}}}]")]
    public void Is_silent_where_a_request_may_come_through(string first, string second) => AssertClean(Item("http", first, second));

    [Fact]
    public void Is_silent_for_a_match_twice_in_one_route() =>
        AssertClean(Item("http", "match: [{uri: {prefix: /a}}, {uri: {prefix: /a}}]"));

    [Fact]
    public void Is_silent_for_lists_beside_each_other() => AssertClean(
        Istio("VirtualService", "web", "shop", "hosts: [web], http: [{route: []}], tcp: [{route: []}], tls: [{match: [{sniHosts: [a]}]}]"));
}
