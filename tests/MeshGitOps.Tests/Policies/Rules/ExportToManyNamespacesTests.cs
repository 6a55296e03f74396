using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ExportToManyNamespacesTests : RuleTests<ExportToManyNamespaces>
{
    [Theory]
    [InlineData("ServiceEntry")]
    [InlineData("VirtualService")]
    [InlineData("DestinationRule")]
    public void Reports_a_list_of_36(string kind) => AssertFindings(
        Object(kind, 36),
        $"'exportTo' of {kind} 'shop/x' lists 36 namespaces, more than 35.");

    [Fact]
    public void Is_silent_for_35() => AssertClean(Object("ServiceEntry", 35).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));

    [Fact]
    public void Takes_the_parameter_of_the_policy() => Assert.Equal(
        ["'exportTo' of ServiceEntry 'shop/x' lists 3 namespaces, more than 2."],
        Sample.Check<ExportToManyNamespaces>(RuleSample.Parse(Object("ServiceEntry", 3).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)).Context(), "{level: info, maximum: 2}")
            .Select(finding => finding.Message));

    private static string Object(string kind, int count) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: {{kind}}
        metadata: {name: x, namespace: shop}
        spec:
          exportTo: [[|n0|], {{string.Join(", ", Enumerable.Range(1, count - 1).Select(number => $"n{number}"))}}]
        """;
}
