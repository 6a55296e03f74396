using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TelemetriesForTheSamePodsTests : RuleTests<TelemetriesForTheSamePods>
{
    [Fact]
    public void Reports_two_for_a_whole_namespace() => AssertFindings(
        Telemetry("a", "{}") + Telemetry("[|b|]", "{selector: {matchLabels: {}}}") + Telemetry("c", "{selector: {matchLabels: {app: catalog}}}"),
        "Telemetry 'shop/b' is for all pods of its namespace, as is 'a'.");

    [Fact]
    public void Reports_two_selectors_that_select_one_workload() => AssertFindings(
        Workload + Telemetry("a", "{selector: {matchLabels: {app: catalog}}}") + Telemetry("[|b|]", "{selector: {matchLabels: {version: v1}}}"),
        "Telemetry 'shop/b' selects the pods of Deployment 'shop/catalog', as does 'a'.");

    [Fact]
    public void Is_silent_where_they_do_not_meet()
    {
        AssertClean(Workload + Telemetry("a", "{selector: {matchLabels: {app: catalog}}}") + Telemetry("b", "{selector: {matchLabels: {app: other}}}"));
        AssertClean(Telemetry("a", "{}") + Telemetry("b", "{targetRefs: [{kind: Service, name: catalog}]}"));
        AssertClean(Telemetry("a", "{}") + Telemetry("a", "{}").Replace("shop", "test", StringComparison.Ordinal));

        // The same object twice is another rule's finding.
        AssertClean(Telemetry("a", "{}") + Telemetry("a", "{}"));
    }

    private const string Workload = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {matchLabels: {app: catalog}}, template: {metadata: {labels: {app: catalog, version: v1}}}}
        ---

        """;

    private static string Telemetry(string name, string spec) =>
        $"apiVersion: telemetry.istio.io/v1\nkind: Telemetry\nmetadata: {{name: {name}, namespace: shop}}\nspec: {spec}\n---\n";
}
