using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class EnvoyFilterRemoveIgnoredTests : RuleTests<EnvoyFilterRemoveIgnored>
{
    [Theory]
    [InlineData("HTTP_ROUTE")]
    [InlineData("ROUTE_CONFIGURATION")]
    public void Reports_the_removal_of_routes(string applyTo) => AssertFindings(
        EnvoyFilters.Of(applyTo, "[|REMOVE|]"),
        $"EnvoyFilter 'shop/patch' has the operation REMOVE for '{applyTo}', where Istio passes over it.");

    [Fact]
    public void Is_silent_on_the_removal_of_filters() => AssertClean(EnvoyFilters.Of("HTTP_FILTER", "REMOVE"));
}
