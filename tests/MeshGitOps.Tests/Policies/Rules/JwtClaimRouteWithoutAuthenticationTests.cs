using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class JwtClaimRouteWithoutAuthenticationTests : RuleTests<JwtClaimRouteWithoutAuthentication>
{
    private static readonly string Gateway =
        Istio("Gateway", "public", "edge", "selector: {istio: ingress}") + Workload("ingress", "pods", "istio: ingress, app: gateway");

    private static string Item(string gateways, string match) =>
        Istio("VirtualService", "web", "shop", $"hosts: [a.example.com], gateways: [{gateways}], http: [{{match: [{{{match}}}]}}]");

    private static string Authentication(string @namespace, string spec) =>
        Istio("RequestAuthentication", "tokens", @namespace, spec).Replace("networking", "security", StringComparison.Ordinal);

    [Theory]
    [InlineData("headers: {[|'@request.auth.claims.group'|]: {exact: a}}", "@request.auth.claims.group")]
    [InlineData("withoutHeaders: {x: {exact: y}, [|'@request.auth.claims[group]'|]: {exact: a}}", "@request.auth.claims[group]")]
    public void Reports_a_gateway_without_authentication(string match, string claim) => AssertFindings(
        Gateway + Authentication("edge", "{}".Trim('{', '}')) + Authentication("pods", "selector: {matchLabels: {app: other}}") + Item("edge/public", match),
        $"VirtualService 'shop/web' routes by '{claim}', but no RequestAuthentication is for the pods of Gateway 'edge/public'.");

    [Fact]
    public void Reports_the_sidecars_of_the_mesh() => AssertFindings(
        Item("mesh, edge/public", "headers: {[|'@request.auth.claims.sub'|]: {exact: a}}"),
        "VirtualService 'shop/web' routes sidecars by '@request.auth.claims.sub', which only gateways know.");

    [Theory]
    [InlineData("pods", "selector: {matchLabels: {app: gateway}}")]
    [InlineData("pods", "jwtRules: []")]
    [InlineData("istio-system", "selector: {matchLabels: {istio: ingress}}")]
    [InlineData("pods", "targetRefs: [{kind: Gateway, name: public}]")]
    public void Is_silent_with_a_RequestAuthentication_for_the_pods(string @namespace, string spec) =>
        AssertClean(Gateway + Authentication(@namespace, spec) + Item("edge/public", "headers: {'@request.auth.claims.sub': {exact: a}}"));

    [Theory]
    [InlineData("edge/unseen", "headers: {'@request.auth.claims.sub': {exact: a}}")]
    [InlineData("edge/public", "headers: {authorization: {exact: a}}")]
    [InlineData("edge/public", "headers: ['@request.auth.claims.sub']")]
    public void Is_silent_for_unknown_gateways_and_other_headers(string gateway, string match) => AssertClean(Gateway + Item(gateway, match));

    [Fact]
    public void Reports_as_info_that_neither_pods_nor_authentication_are_in_the_manifests()
    {
        var text = Istio("Gateway", "public", "edge", "selector: {istio: ingress}") + Item("edge/public", "headers: {[|'@request.auth.claims.sub'|]: {exact: a}}");

        AssertFindings(text, "VirtualService 'shop/web' routes by '@request.auth.claims.sub' at Gateway 'edge/public', but the manifests have no RequestAuthentication.");
        Assert.Equal([Severity.Info], FindingSeverities.Of<JwtClaimRouteWithoutAuthentication>(text));
    }

    [Fact]
    public void Is_silent_where_an_authentication_may_be_for_pods_that_are_not_in_the_manifests() => AssertClean(
        Istio("Gateway", "public", "edge", "selector: {istio: ingress}")
        + Authentication("shop", "selector: {matchLabels: {app: other}}")
        + Item("edge/public", "headers: {'@request.auth.claims.sub': {exact: a}}"));
}
