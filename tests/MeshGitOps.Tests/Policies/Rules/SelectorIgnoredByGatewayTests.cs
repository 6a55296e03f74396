using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SelectorIgnoredByGatewayTests : RuleTests<SelectorIgnoredByGateway>
{
    [Theory]
    [InlineData("security.istio.io/v1", "RequestAuthentication")]
    [InlineData("security.istio.io/v1", "AuthorizationPolicy")]
    [InlineData("telemetry.istio.io/v1", "Telemetry")]
    [InlineData("extensions.istio.io/v1alpha1", "WasmPlugin")]
    public void Reports_each_kind_of_policy(string version, string kind) => AssertFindings(
        Gateway + $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}\nspec: {{[|selector|]: {{matchLabels: {{app: shop}}}}}}",
        $"{kind} 'shop/a' selects the pods of the Gateway 'shop' by labels, which Istio passes over.");

    [Fact]
    public void Is_silent_on_other_pods_and_references()
    {
        AssertClean(Gateway + "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: shop}\nspec: {selector: {matchLabels: {app: other}}}");
        AssertClean(Gateway + "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: test}\nspec: {selector: {matchLabels: {app: shop}}}");
        AssertClean(Gateway + "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: shop}\nspec: {targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: shop}]}");
        AssertClean(Gateway.Replace("gateway.networking.k8s.io/gateway-name", "example.com/name", StringComparison.Ordinal) + "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a, namespace: shop}\nspec: {selector: {matchLabels: {app: shop}}}");
    }

    private const string Gateway = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop-istio, namespace: shop}
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop, gateway.networking.k8s.io/gateway-name: shop}}
        ---

        """;
}
