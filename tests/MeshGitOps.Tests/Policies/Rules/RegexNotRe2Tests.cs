using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RegexNotRe2Tests : RuleTests<RegexNotRe2>
{
    private static string Item(string route) => Istio("VirtualService", "web", "shop", $"hosts: [web], http: [{{{route}}}]");

    [Theory]
    [InlineData("match: [{uri: {regex: [|'a(?!b)'|]}}]")]
    [InlineData("match: [{scheme: {regex: [|'a(?!b)'|]}}]")]
    [InlineData("match: [{method: {exact: GET}}, {method: {regex: [|'a(?!b)'|]}}]")]
    [InlineData("match: [{authority: {regex: [|'a(?!b)'|]}}]")]
    [InlineData("match: [{headers: {x: {exact: y}, z: {regex: [|'a(?!b)'|]}}}]")]
    [InlineData("match: [{withoutHeaders: {x: {regex: [|'a(?!b)'|]}}}]")]
    [InlineData("match: [{queryParams: {x: {regex: [|'a(?!b)'|]}}}]")]
    [InlineData("corsPolicy: {allowOrigins: [{exact: a}, {regex: [|'a(?!b)'|]}]}")]
    [InlineData("rewrite: {uriRegexRewrite: {match: [|'a(?!b)'|], rewrite: c}}")]
    public void Reports_it_wherever_it_stands(string route) =>
        AssertFindings(Item(route), "A regular expression in HTTP route 1 of VirtualService 'shop/web' has the look-ahead '(?!'.");

    [Theory]
    [InlineData("match: [{uri: {exact: 'a(?!b)'}}]")]
    [InlineData("match: [{uri: {regex: /a/.*}}]")]
    [InlineData("match: [{uri: {regex: ''}}]")]
    [InlineData("match: [{uri: {regex: ['(?!b)']}}]")]
    [InlineData("match: [{uri: '(?!b)'}, {headers: ['(?!b)']}, {headers: {x: '(?!b)'}}]")]
    [InlineData("corsPolicy: {allowOrigins: {regex: '(?!b)'}}")]
    public void Is_silent_for_valid_ones_and_other_types(string route) => AssertClean(Item(route));
}
