using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ExportToInvalidTests : RuleTests<ExportToInvalid>
{
    [Theory]
    [InlineData("ServiceEntry")]
    [InlineData("VirtualService")]
    [InlineData("DestinationRule")]
    public void Reports_a_namespace_that_stands_twice(string kind)
    {
        AssertFindings(Item(kind, "a, [|a|]"), $"{kind} 'shop/pay' is exported to 'a' twice.");
        AssertFindings(Item(kind, "., [|shop|]"), $"{kind} 'shop/pay' is exported to 'shop' twice, since '.' is its own namespace.");
        AssertFindings(Item(kind, "shop, [|.|]"), $"{kind} 'shop/pay' is exported to '.' twice, since '.' is its own namespace.");
    }

    [Fact]
    public void Reports_everybody_beside_others() =>
        AssertFindings(Item("VirtualService", "a, [|'*'|]"), "VirtualService 'shop/pay' is exported to '*' and to others, though '*' is everybody.");

    [Fact]
    public void Reports_nobody_beside_others() =>
        AssertFindings(Item("ServiceEntry", "[|~|], a"), "ServiceEntry 'shop/pay' is exported to '~' and to others, though '~' is nobody.");

    [Fact]
    public void Reports_nobody_where_it_is_no_service_entry() =>
        AssertFindings(Item("DestinationRule", "[|~|]"), "DestinationRule 'shop/pay' is exported to '~', which only a ServiceEntry can be.");

    [Fact]
    public void Reports_what_is_no_namespace() =>
        AssertFindings(Item("VirtualService", "[|shop-*|]"), "VirtualService 'shop/pay' is exported to 'shop-*', which is no name of a namespace.");

    [Fact]
    public void Reports_a_rule_for_some_pods_that_is_exported()
    {
        AssertFindings(
            Item("DestinationRule", ".", "workloadSelector: {matchLabels: {app: a}}, ").Replace("[.]", "[., [|test|]]", StringComparison.Ordinal),
            "DestinationRule 'shop/pay' has a workloadSelector, so it cannot be exported to 'test'.");
        AssertClean(Item("DestinationRule", ".", "workloadSelector: {matchLabels: {app: a}}, "));
        AssertClean(Item("DestinationRule", "shop", "workloadSelector: {matchLabels: {app: a}}, "));
    }

    [Fact]
    public void Is_silent_on_names_of_namespaces()
    {
        AssertClean(Item("ServiceEntry", "~"));
        AssertClean(Item("ServiceEntry", "'*'"));
        AssertClean(Item("VirtualService", "., a, b"));
        AssertClean(Item("VirtualService", "[], {}"));
        AssertClean(Item("VirtualService", ""));
    }

    private static string Item(string kind, string exportTo, string more = "") =>
        $"apiVersion: networking.istio.io/v1\nkind: {kind}\nmetadata: {{name: pay, namespace: shop}}\nspec: {{{more}exportTo: [{exportTo}]}}";
}
