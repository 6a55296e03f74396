using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ObjectDefinedTwiceTests : RuleTests<ObjectDefinedTwice>
{
    [Fact]
    public void Reports_objects_that_say_the_same_as_a_warning()
    {
        var text = Rule("catalog", "{host: catalog, subsets: [{name: v1}]}") + Rule("[|catalog|]", "{subsets: [{name: \"v1\"}], host: catalog}");
        AssertFindings(text, "DestinationRule 'shop/catalog' stands in the manifests of cluster 'east' already.");
        AssertSeverity("Warning", text);
    }

    [Theory]
    [InlineData("{host: other}")]
    [InlineData("{host: catalog, subsets: []}")]
    [InlineData("{host: catalog, subsets: [{name: v2}]}")]
    [InlineData("{host: catalog, subsets: 5}")]
    public void Reports_objects_that_differ_as_an_error(string spec) =>
        AssertSeverity("Error", Rule("catalog", "{host: catalog, subsets: [{name: v1}]}") + Rule("catalog", spec));

    [Fact]
    public void Reports_each_cluster_for_itself() => AssertFindings(
        $"# cluster: east\n{Rule("catalog", "{host: catalog}")}# cluster: west\n{Rule("catalog", "{host: catalog}")}{Rule("[|catalog|]", "{host: catalog}")}",
        "DestinationRule 'shop/catalog' stands in the manifests of cluster 'west' already.");

    [Fact]
    public void Is_silent_on_other_names_namespaces_and_kinds()
    {
        AssertClean(Rule("catalog", "{}") + Rule("other", "{}") + Rule("catalog", "{}").Replace("shop", "test", StringComparison.Ordinal));
        AssertClean("apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: a, namespace: shop}\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: a, namespace: shop}");
        AssertClean("apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {namespace: shop}\n---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {namespace: shop}");
    }

    private static string Rule(string name, string spec) =>
        $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: {name}, namespace: shop}}\nspec: {spec}\n---\n";
}
