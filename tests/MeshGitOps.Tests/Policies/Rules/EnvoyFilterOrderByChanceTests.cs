using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class EnvoyFilterOrderByChanceTests : RuleTests<EnvoyFilterOrderByChance>
{
    [Theory]
    [InlineData("HTTP_FILTER", "INSERT_BEFORE")]
    [InlineData("HTTP_FILTER", "INSERT_AFTER")]
    [InlineData("NETWORK_FILTER", "REPLACE")]
    [InlineData("CLUSTER", "REMOVE")]
    public void Reports_operations_that_depend_on_others(string applyTo, string operation) => AssertFindings(
        EnvoyFilters.Of(applyTo, $"[|{operation}|]"),
        $"EnvoyFilter 'shop/patch' has the operation {operation}, which depends on other patches, but no priority.");

    [Fact]
    public void Reports_the_proxy_version_as_well() => AssertFindings(
        EnvoyFilters.Of("HTTP_FILTER", "[|INSERT_BEFORE|]", "priority: 0\n  ", "match: {proxy: {proxyVersion: '^1\\.26.*'}}\n    "),
        "EnvoyFilter 'shop/patch' has the operation INSERT_BEFORE for the proxy version '^1\\.26.*', which depends on other patches, but no priority.");

    [Fact]
    public void Is_silent_with_a_priority_and_on_other_operations()
    {
        AssertClean(EnvoyFilters.Of("HTTP_FILTER", "INSERT_BEFORE", "priority: -5\n  "));
        AssertClean(EnvoyFilters.Of("HTTP_FILTER", "INSERT_FIRST"));
        AssertClean(EnvoyFilters.Of("CLUSTER", "MERGE"));

        // These do nothing at all, which is another rule's finding.
        AssertClean(EnvoyFilters.Of("HTTP_ROUTE", "REMOVE"));
        AssertClean(EnvoyFilters.Of("CLUSTER", "REPLACE"));
    }
}
