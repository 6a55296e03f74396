using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class EnvoyFilterReplaceIgnoredTests : RuleTests<EnvoyFilterReplaceIgnored>
{
    [Theory]
    [InlineData("CLUSTER")]
    [InlineData("LISTENER")]
    [InlineData("HTTP_ROUTE")]
    public void Reports_what_cannot_be_replaced(string applyTo) => AssertFindings(
        EnvoyFilters.Of(applyTo, "[|REPLACE|]"),
        $"EnvoyFilter 'shop/patch' has the operation REPLACE for '{applyTo}', but it is for HTTP_FILTER and NETWORK_FILTER only.");

    [Theory]
    [InlineData("HTTP_FILTER")]
    [InlineData("NETWORK_FILTER")]
    public void Is_silent_on_filters(string applyTo) => AssertClean(EnvoyFilters.Of(applyTo, "REPLACE"));
}
