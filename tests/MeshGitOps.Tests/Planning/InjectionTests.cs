namespace MeshGitOps.Tests.Planning;

public sealed class InjectionTests
{
    [Theory]
    [InlineData("", "shop ")]
    [InlineData("injection: {mode: Members}", "shop ")]
    [InlineData("injection: {mode: All}", "shop ,tools ")]
    [InlineData("injection: {mode: None}", "")]
    [InlineData("injection: {revision: canary}", "shop canary")]
    [InlineData("injection: {revision: \"\"}", "shop ")]
    [InlineData("injection: {mode: All, exclude: [\"to*\"]}", "shop ")]
    [InlineData("injection: {exclude: [shop]}", "")]
    public void Labels_namespaces_by_mode_and_revision(string injection, string expected)
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", injection.Length > 0 ? $"  {injection}\n" : "")
            .Cluster("b", "westeurope")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .In("a", TextFleet.Deployment("tool", @namespace: "tools"), TextFleet.Deployment("proxy", @namespace: "kube-system"))
            .In("a", TextFleet.Deployment("stray", @namespace: "mesh-acme"))
            .Run()
            .AssertClean();

        Assert.Equal(expected, string.Join(',', fleet["a"].InjectedNamespaces.Select(plan => $"{plan.Name} {plan.Revision}")));
    }

    [Theory]
    [InlineData("", "istio-injection: enabled", true)]
    [InlineData("", "istio.io/rev: any", true)]
    [InlineData("", "istio-injection: disabled, istio.io/rev: any", false)]
    [InlineData("", "team: shop", false)]
    [InlineData("injection: {revision: canary}", "istio.io/rev: canary", true)]
    [InlineData("injection: {revision: canary}", "istio.io/rev: stable", false)]
    [InlineData("injection: {revision: canary}", "istio.io/rev: canary, istio-injection: enabled", false)]
    [InlineData("injection: {revision: canary}", "istio-injection: enabled", false)]
    public void Checks_a_Namespace_of_the_manifests_and_does_not_render_it(string injection, string labels, bool isInjected)
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", injection.Length > 0 ? $"  {injection}\n" : "")
            .Cluster("b", "westeurope")
            .GlobalNamespace()
            .In("a", $"{{apiVersion: v1, kind: Namespace, metadata: {{name: shop, labels: {{{labels}}}}}}}")
            .Run();

        Assert.Empty(fleet["a"].InjectedNamespaces);
        Assert.Equal(isInjected ? [] : ["MGO3027"], fleet.Ids);
    }

    [Fact]
    public void Renders_a_config_namespace_without_injection_and_with_the_declared_labels()
    {
        var fleet = TextFleet.OfTwo("  configNamespace: acme-config\n  configNamespaceLabels: {istio-discovery: enabled}")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        var text = fleet.Rendered("clusters/b/mesh-acme/namespace.yaml");
        Assert.Contains("    istio-injection: disabled\n", text, StringComparison.Ordinal);
        Assert.Contains("    istio-discovery: enabled\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_render_a_config_namespace_that_stands_in_the_manifests()
    {
        var fleet = TextFleet.OfTwo("  configNamespaceLabels: {istio-discovery: enabled}")
            .In("a", TextFleet.App("catalog"))
            .In("a", "{apiVersion: v1, kind: Namespace, metadata: {name: mesh-acme, labels: {istio-discovery: enabled}}}")
            .Run()
            .AssertClean();

        Assert.Empty(fleet["a"].ConfigNamespaces);
        Assert.Single(fleet["b"].ConfigNamespaces);
        Assert.Equal("mesh-acme", fleet.Client("a", "catalog").ConfigNamespace);
    }
}
