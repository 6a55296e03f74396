using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SidecarsSelectSameWorkloadTests : RuleTests<SidecarsSelectSameWorkload>
{
    [Fact]
    public void Reports_the_same_selector_without_any_workload() => AssertFindings(
        Sidecar("one", "shop", "{labels: {app: web}}") + "---\n" + Sidecar("two", "shop", "[|{labels: {app: web}}|]"),
        "Sidecar 'shop/two' and Sidecar 'shop/one' both select pods with 'app: web', and only the older one counts.");

    [Fact]
    public void Reports_a_workload_with_the_labels_of_both() => AssertFindings(
        Workload + Sidecar("one", "shop", "{labels: {app: web}}") + "---\n" + Sidecar("two", "shop", "[|{labels: {tier: front}}|]"),
        "Sidecar 'shop/two' and Sidecar 'shop/one' both select Deployment 'shop/web', and only the older one counts.");

    [Theory]
    [InlineData("shop", "{labels: {app: other}}")]
    [InlineData("shop", "{labels: {app: web, tier: back}}")]
    [InlineData("elsewhere", "{labels: {app: web}}")]
    [InlineData("shop", "{labels: {}}")]
    [InlineData("shop", "[app]")]
    public void Is_silent_for_other_pods(string @namespace, string selector) =>
        AssertClean(Workload + Sidecar("one", "shop", "{labels: {app: web}}") + "---\n" + Sidecar("two", @namespace, selector));

    [Fact]
    public void Is_silent_for_one_object_in_two_files() =>
        AssertClean(Sidecar("one", "shop", "{labels: {app: web}}") + "---\n" + Sidecar("one", "shop", "{labels: {app: web}}"));

    private const string Workload =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: [{name: web}]}}}
        ---

        """;

    private static string Sidecar(string name, string @namespace, string selector) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec:
          workloadSelector: {{selector}}
          egress: [{hosts: ["./*"]}]

        """;
}
