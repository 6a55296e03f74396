using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class JwksFetchUnrestrictedTests : RuleTests<JwksFetchUnrestricted>
{
    private const string Keys = "---\napiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: {name: users, namespace: shop}\nspec: {}";

    [Fact]
    public void Reports_an_empty_variable() => AssertFindings(
        Istiod("[|istiod|]", "[{name: BLOCKED_CIDRS_IN_JWKS_URIS, value: ''}]") + Keys,
        "Deployment 'istio-system/istiod' fetches the keys of RequestAuthentications from any address.");

    [Fact]
    public void Is_silent_without_tokens_or_with_the_variable()
    {
        AssertClean(Istiod("istiod", "[]"));
        AssertClean(Istiod("istiod", "[{name: BLOCKED_CIDRS_IN_JWKS_URIS, value: 10.0.0.0/8}]") + Keys);
        AssertClean(Istiod("istiod", "[]").Replace("app: istiod", "app: other", StringComparison.Ordinal) + Keys);
    }

    private static string Istiod(string name, string environment) =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: istio-system}}\nspec: {{selector: {{matchLabels: {{app: istiod}}}}, template: {{metadata: {{labels: {{app: istiod}}}}, spec: {{containers: [{{name: discovery, env: {environment}}}]}}}}}}\n";
}
