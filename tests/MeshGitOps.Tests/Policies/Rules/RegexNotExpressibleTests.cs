using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RegexNotExpressibleTests : RuleTests<RegexNotExpressible>
{
    private const string Start = "apiVersion: meshgitops.io/v1alpha1\nkind: AccessPolicy\nmetadata: {name: hello}\nspec: {globalNamespace: {name: demo}, to: {service: {name: hello, namespace: demo}}, from: [{namespace: demo}], ";

    [Fact]
    public void Reports_each_place_once_whatever_the_number_of_clusters() => AssertFindings(
        Start + "rules: [{path: {regex: [|/a/.+|]}, headers: {user-agent: {regex: [|.*-http-client/*.*|]}}}]}\n# cluster: west\n" + Hello,
        "An AuthorizationPolicy has no regular expressions, and '/a/.+' is no whole text, beginning or end.",
        "An AuthorizationPolicy has no regular expressions, and '.*-http-client/*.*' is no whole text, beginning or end.");

    [Fact]
    public void Reports_a_star_that_would_be_read_as_a_wildcard() => AssertFindings(
        Start + "rules: [{path: {exact: [|/a*|]}}], action: Deny}\n",
        "An AuthorizationPolicy reads '*' and braces of '/a*' as wildcards.");

    [Theory]
    [InlineData("/books/.*")]
    [InlineData(".*\\.html|/buy")]
    [InlineData(".*")]
    public void Is_silent_about_an_expression_with_other_words(string regex) =>
        AssertClean(Start + "rules: [{path: {regex: '" + regex + "'}}]}\n");

    private const string Hello = """
        apiVersion: v1
        kind: Service
        metadata: {name: hello, namespace: demo}
        spec: {ports: [{name: http, port: 80}], selector: {app: hello}}
        """;
}
