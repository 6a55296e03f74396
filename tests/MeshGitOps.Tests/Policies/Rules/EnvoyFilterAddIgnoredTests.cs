using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class EnvoyFilterAddIgnoredTests : RuleTests<EnvoyFilterAddIgnored>
{
    [Theory]
    [InlineData("HTTP_ROUTE")]
    [InlineData("ROUTE_CONFIGURATION")]
    public void Reports_the_addition_of_routes(string applyTo) => AssertFindings(
        EnvoyFilters.Of(applyTo, "[|ADD|]"),
        $"EnvoyFilter 'shop/patch' has the operation ADD for '{applyTo}', where Istio passes over it.");

    [Fact]
    public void Is_silent_on_other_additions_and_wrong_types()
    {
        AssertClean(EnvoyFilters.Of("CLUSTER", "ADD"));
        AssertClean(EnvoyFilters.Of("HTTP_ROUTE", "MERGE"));
        AssertClean(EnvoyFilters.Of("[]", "{}"));
        AssertClean("apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: a, namespace: b}\nspec: {configPatches: [1, {patch: 2}]}");
    }
}

/// <summary>An EnvoyFilter with one patch.</summary>
internal static class EnvoyFilters
{
    public static string Of(string applyTo, string operation, string more = "", string match = "") =>
        $"apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {{name: patch, namespace: shop}}\nspec:\n  {more}configPatches:\n  - applyTo: {applyTo}\n    {match}patch: {{operation: {operation}, value: {{name: a}}}}";
}
