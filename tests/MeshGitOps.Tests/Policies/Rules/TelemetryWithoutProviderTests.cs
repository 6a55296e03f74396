using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TelemetryWithoutProviderTests : RuleTests<TelemetryWithoutProvider>
{
    [Fact]
    public void Reports_each_entry_that_logs_to_nobody() => AssertFindings(
        Mesh("trustDomain: cluster.local") + Telemetry("[[|{}|], {[|providers|]: []}, {providers: [{name: envoy}]}]"),
        "Telemetry 'shop/logs' logs to no provider, and the mesh has no default one.",
        "Telemetry 'shop/logs' logs to no provider, and the mesh has no default one.");

    [Fact]
    public void Is_silent_where_the_mesh_has_a_default_or_is_not_known()
    {
        AssertClean(Mesh("defaultProviders: {accessLogging: [envoy]}") + Telemetry("[{}]"));
        AssertClean(Telemetry("[{}]"));
        AssertClean(Mesh("- no mapping") + Telemetry("[{}]"));
        AssertClean(Mesh("a: b") + Telemetry("[{disabled: true}]"));
        AssertClean(Mesh("a: b") + Telemetry("5"));
    }

    private static string Mesh(string text) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: istio, namespace: istio-system}}\ndata:\n  mesh: |\n    {text}\n---\n";

    private static string Telemetry(string logging) =>
        $"apiVersion: telemetry.istio.io/v1\nkind: Telemetry\nmetadata: {{name: logs, namespace: shop}}\nspec: {{accessLogging: {logging}}}";
}
