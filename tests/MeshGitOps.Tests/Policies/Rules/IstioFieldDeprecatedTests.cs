using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IstioFieldDeprecatedTests : RuleTests<IstioFieldDeprecated>
{
    [Fact]
    public void Reports_fields_of_routes() => AssertFindings(
        Item("networking.istio.io/v1", "VirtualService", "{http: [{[|mirrorPercent|]: 5, corsPolicy: {[|allowOrigin|]: ['*']}}, {[|mirror_percent|]: 5}]}"),
        "VirtualService 'shop/a' has the field 'mirrorPercent', which is deprecated.",
        "VirtualService 'shop/a' has the field 'allowOrigin', which is deprecated.",
        "VirtualService 'shop/a' has the field 'mirror_percent', which is deprecated.");

    [Fact]
    public void Reports_fields_of_traffic_policies_with_the_fix_of_a_word()
    {
        var text = Item("networking.istio.io/v1", "DestinationRule", "{host: a, trafficPolicy: {loadBalancer: {simple: [|LEAST_CONN|], [|warmupDurationSecs|]: 5s, consistentHash: {[|minimumRingSize|]: 5}}, outlierDetection: {[|consecutiveErrors|]: 5}}}");
        AssertFindings(
            text,
            "DestinationRule 'shop/a' has the load balancing 'LEAST_CONN', which is deprecated.",
            "DestinationRule 'shop/a' has the field 'warmupDurationSecs', which is deprecated.",
            "DestinationRule 'shop/a' has the field 'minimumRingSize', which is deprecated.",
            "DestinationRule 'shop/a' has the field 'consecutiveErrors', which is deprecated.");
        Assert.Equal("LEAST_REQUEST", RuleSample.Parse(text).Check(new IstioFieldDeprecated())[0].Fix!.Edits[0].NewText);
    }

    [Fact]
    public void Reports_fields_of_sidecars_and_policies()
    {
        AssertFindings(
            Item("networking.istio.io/v1", "Sidecar", "{outboundTrafficPolicy: {[|egressProxy|]: {host: a}}}"),
            "Sidecar 'shop/a' has the field 'egressProxy', which is deprecated.");
        AssertFindings(
            Item("security.istio.io/v1", "AuthorizationPolicy", "{[|targetRef|]: {kind: Service, name: a}}"),
            "AuthorizationPolicy 'shop/a' has the field 'targetRef', which is deprecated.");
    }

    [Fact]
    public void Is_silent_on_what_took_their_place()
    {
        AssertClean(Item("networking.istio.io/v1", "VirtualService", "{http: [{mirrorPercentage: {value: 5}, fault: {delay: {percentage: {value: 5}}}}]}"));
        AssertClean(Item("networking.istio.io/v1", "DestinationRule", "{host: a, trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}, outlierDetection: {consecutive5xxErrors: 5}}}"));
        AssertClean(Item("networking.istio.io/v1", "VirtualService", "{http: [1, {fault: 1, corsPolicy: []}]}"));
    }

    private static string Item(string version, string kind, string spec) =>
        $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}\nspec: {spec}";
}
