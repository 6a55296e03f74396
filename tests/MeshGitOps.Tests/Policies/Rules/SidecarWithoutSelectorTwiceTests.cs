using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SidecarWithoutSelectorTwiceTests : RuleTests<SidecarWithoutSelectorTwice>
{
    [Fact]
    public void Reports_every_one_after_the_first() => AssertFindings(
        Sidecar("a", "shop", "") + Sidecar("[|b|]", "shop", "workloadSelector: {labels: {}}") + Sidecar("[|c|]", "shop", ""),
        "Sidecar 'shop/b' and Sidecar 'shop/a' both have no selector, and only the older one counts.",
        "Sidecar 'shop/c' and Sidecar 'shop/a' both have no selector, and only the older one counts.");

    [Theory]
    [InlineData("elsewhere", "")]
    [InlineData("shop", "workloadSelector: {labels: {app: web}}")]
    public void Is_silent_for_another_namespace_or_a_selector(string @namespace, string spec) =>
        AssertClean(Sidecar("a", "shop", "") + Sidecar("b", @namespace, spec));

    [Fact]
    public void Is_silent_for_one_of_each_cluster() =>
        AssertClean("# cluster: east\n" + Sidecar("a", "shop", "") + "# cluster: west\n" + Sidecar("b", "shop", ""));

    private static string Sidecar(string name, string @namespace, string spec) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec:
          {{spec}}
          egress: [{hosts: ["./*"]}]
        ---

        """;
}
