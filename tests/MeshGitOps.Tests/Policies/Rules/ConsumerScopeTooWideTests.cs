using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ConsumerScopeTooWideTests : RuleTests<ConsumerScopeTooWide>
{
    [Fact]
    public void Reports_the_place_of_the_consumers() => AssertFindings(
        Workspace("consumers: [|Members|]", 35),
        "Hosts of GlobalNamespace 'demo' go to 36 namespaces of cluster 'east', more than 35.");

    [Theory]
    [InlineData("consumers: Members", 34)]
    [InlineData("consumers: Declared", 60)]
    public void Is_silent_for_few_or_declared_consumers(string spec, int count) => AssertClean(Workspace(spec, count));

    [Fact]
    public void Takes_the_parameter_of_the_policy() => Assert.Equal(
        ["Hosts of GlobalNamespace 'demo' go to 3 namespaces of cluster 'east', more than 2."],
        Sample.Check<ConsumerScopeTooWide>(RuleSample.Parse(Workspace("consumers: Members", 2)).Context(), "{level: warning, maximum: 2}")
            .Select(finding => finding.Message));

    private static string Workspace(string spec, int count) =>
        $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          {{spec}}
          members: [{clusters: {names: [east, west]}, namespaces: [demo, {{string.Join(", ", Enumerable.Range(0, count).Select(number => $"n{number}"))}}]}]
        """;
}
