using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class CallerNotAllowedTests : RuleTests<CallerNotAllowed>
{
    private const string Message = "AuthorizationPolicy 'shop/policy' does not let in Deployment 'shop/frontend', whose 'CATALOG_URL' names Service 'shop/catalog'.";

    [Theory]
    [InlineData("rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/admin]}}]}]")]
    [InlineData("rules: [{from: [{source: {principals: [other.example/ns/shop/sa/frontend]}}]}]")]
    [InlineData("rules: [{from: [{source: {namespaces: [other, \"sho\"]}}]}]")]
    [InlineData("rules: [{from: [{source: {serviceAccounts: [admin]}}]}]")]
    [InlineData("rules: [{to: [{operation: {ports: [\"9090\"]}}]}]")]
    [InlineData("selector: {matchLabels: {app: catalog}}")]
    public void Reports_a_caller_that_no_rule_lets_in(string spec)
    {
        var sample = RuleSample.Parse(All(Catalog(), Caller(), AuthorizationPolicy("[|policy|]", spec)));

        var finding = Assert.Single(sample.Check(new CallerNotAllowed()));

        sample.AssertFindings([finding]);
        Assert.Equal(Message, finding.Message);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("Add 'cluster.local/ns/shop/sa/frontend' to the 'principals' of a rule.", finding.Help);
    }

    [Fact]
    public void Reports_a_caller_in_another_cluster_by_a_policy_of_the_mesh() => AssertFindings(
        $$$"""
        # workspace
        # cluster: east
        {{{AuthorizationPolicy("[|policy|]", "rules: [{from: [{source: {namespaces: [other]}}]}]", "istio-system")}}}
        # cluster: west
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: greeter-two, namespace: demo}
        spec:
          template:
            metadata: {labels: {app: greeter-two}}
            spec: {serviceAccountName: greeter, containers: [{name: g, env: [{name: HELLO, value: "http://hello.demo.example.com:80"}]}]}
        """,
        "AuthorizationPolicy 'istio-system/policy' does not let in Deployment 'demo/greeter-two' of cluster 'west', whose 'HELLO' names global host 'hello.demo.example.com'.");

    [Theory]
    [InlineData("rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/frontend]}}]}]")]
    [InlineData("rules: [{from: [{source: {principals: [\"cluster.local/ns/shop/*\"]}}]}]")]
    [InlineData("rules: [{from: [{source: {principals: [\"*/sa/frontend\"]}}], to: [{operation: {methods: [GET]}}]}]")]
    [InlineData("rules: [{from: [{source: {namespaces: [\"sh*\"]}}]}]")]
    [InlineData("rules: [{from: [{source: {serviceAccounts: [shop/frontend]}}]}]")]
    [InlineData("rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]")]
    [InlineData("rules: [{to: [{operation: {ports: [\"8080\"]}}]}]")]
    [InlineData("rules: [{}]")]
    [InlineData("action: DENY, rules: [{from: [{source: {namespaces: [other]}}]}]")]
    [InlineData("selector: {matchLabels: {app: other}}")]
    [InlineData("targetRefs: [{kind: Gateway, name: waypoint}]")]
    public void Is_silent_where_a_rule_may_let_it_in(string spec) =>
        AssertClean(All(Catalog(), Caller(), AuthorizationPolicy("policy", spec)));

    [Fact]
    public void Is_silent_where_another_policy_lets_it_in() => AssertClean(All(
        Catalog(),
        Caller(),
        AuthorizationPolicy("nobody", ""),
        AuthorizationPolicy("somebody", "selector: {matchLabels: {app: catalog}}, rules: [{from: [{source: {namespaces: [shop]}}]}]")));

    [Fact]
    public void Is_silent_about_workloads_that_name_themselves() => AssertClean(All(
        Service("catalog"),
        Deployment("catalog", podSpec: "containers: [{name: c, env: [{name: SELF_URL, value: \"http://catalog\"}]}]"),
        AuthorizationPolicy("nobody", "")));

    private static string Caller() => Deployment(
        "frontend",
        podSpec: "serviceAccountName: frontend, containers: [{name: f, env: [{name: CATALOG_URL, value: \"http://catalog\"}]}]");
}
