using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ConsumerNotAllowedTests : RuleTests<ConsumerNotAllowed>
{
    private const string Policy =
        "---\napiVersion: meshgitops.io/v1alpha1\nkind: AccessPolicy\nmetadata: {name: NAME}\nspec: {globalNamespace: {name: demo}, to: {service: {name: hello, namespace: demo}}, ";

    private const string Service = """
        # file: mesh/hello.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: hello}
        spec: {globalNamespace: {name: demo}, service: {name: hello, namespace: demo}, consumers: [{namespace: CONSUMER}]}

        """;

    [Fact]
    public void Reports_a_consumer_that_none_of_several_policies_names() => AssertFindings(
        Service.Replace("CONSUMER", "[|demo|]", StringComparison.Ordinal)
            + Policy.Replace("NAME", "a", StringComparison.Ordinal) + "from: [{namespace: tools}]}\n"
            + Policy.Replace("NAME", "b", StringComparison.Ordinal) + "from: [{serviceAccount: {name: x, namespace: batch}}]}\n",
        "Namespace 'demo' calls service 'demo/hello', and no AccessPolicy of the service lets it in.");

    [Theory]
    [InlineData("from: [{serviceAccount: {name: hello, namespace: demo}}]}")]
    [InlineData("from: [{globalNamespace: {name: demo}}]}")]
    [InlineData("from: [{namespace: tools}], action: Deny}")]
    public void Is_silent_where_somebody_lets_it_in_or_nobody_allows(string rest) => AssertClean(
        Service.Replace("CONSUMER", "demo", StringComparison.Ordinal) + Policy.Replace("NAME", "a", StringComparison.Ordinal) + rest + "\n");
}
