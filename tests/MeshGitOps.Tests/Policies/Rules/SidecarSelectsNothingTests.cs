using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SidecarSelectsNothingTests : RuleTests<SidecarSelectsNothing>
{
    [Fact]
    public void Reports_labels_that_no_single_workload_has() => AssertFindings(
        Sample("shop", "[|{labels: {app: web, tier: back}}|]"),
        "Sidecar 'shop/x' selects pods with 'app: web, tier: back', but no workload of namespace 'shop' has these labels.");

    [Theory]
    [InlineData("shop", "{labels: {app: web}}")]
    [InlineData("shop", "{}")]
    [InlineData("elsewhere", "{labels: {app: nobody}}")]
    public void Is_silent_for_workloads_that_match_or_are_not_there(string @namespace, string selector) => AssertClean(Sample(@namespace, selector));

    private static string Sample(string @namespace, string selector) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web} }
        spec: {containers: [{name: web}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {tier: back} }
        spec: {containers: [{name: db}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: x, namespace: {{@namespace}}}
        spec:
          workloadSelector: {{selector}}
        """;
}
