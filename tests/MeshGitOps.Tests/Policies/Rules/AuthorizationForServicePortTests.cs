using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AuthorizationForServicePortTests : RuleTests<AuthorizationForServicePort>
{
    private const string Message = "AuthorizationPolicy 'shop/policy' names port 80 of Service 'shop/catalog', whose pods listen on 8080.";

    [Fact]
    public void Reports_the_port_of_the_Service_and_offers_that_of_the_pods()
    {
        var sample = RuleSample.Parse(All(Catalog(), Policy("selector: {matchLabels: {app: catalog}}", "\"8080\", [|\"80\"|]")));

        var finding = Assert.Single(sample.Check(new AuthorizationForServicePort()));

        sample.AssertFindings([finding]);
        Assert.Equal(Message, finding.Message);
        Assert.Equal("\"8080\"", Assert.Single(finding.Fix!.Edits).NewText);
        Assert.Equal("the port of Service 'shop/catalog'", Assert.Single(finding.Related).Message);
    }

    [Theory]
    [InlineData("action: DENY")]
    [InlineData("action: ALLOW")]
    public void Reports_a_policy_of_the_whole_namespace(string action) => AssertFindings(All(Catalog(), Policy(action, "[|\"80\"|]")), Message);

    [Fact]
    public void Reports_a_named_target_port() => AssertFindings(
        All(
            Service("catalog", "[{name: http, port: 80, targetPort: web}]"),
            Deployment("catalog", podSpec: "containers: [{name: c, ports: [{name: web, containerPort: 8080}]}]"),
            Policy("action: ALLOW", "[|\"80\"|]")),
        Message);

    [Theory]
    [InlineData("\"8080\"")]
    [InlineData("\"9999\"")]
    [InlineData("http, [1], \"-80\"")]
    public void Is_silent_about_other_ports(string ports) => AssertClean(All(Catalog(), Policy("action: ALLOW", ports)));

    [Fact]
    public void Is_silent_where_a_pod_listens_on_that_number_too() => AssertClean(All(
        Service("catalog"),
        Deployment("catalog", podSpec: "containers: [{name: c, ports: [{containerPort: 80}]}]"),
        Policy("action: ALLOW", "\"80\"")));

    [Fact]
    public void Is_silent_where_the_target_port_cannot_be_told() => AssertClean(All(
        Service("catalog", "[{name: http, port: 80, targetPort: web}]"),
        Deployment("catalog"),
        Policy("action: ALLOW", "\"80\"")));

    [Theory]
    [InlineData("selector: {matchLabels: {app: other}}")]
    [InlineData("targetRefs: [{kind: Gateway, name: waypoint}]")]
    public void Is_silent_about_policies_for_other_pods(string selector) => AssertClean(All(Catalog(), Policy(selector, "\"80\"")));

    private static string Policy(string more, string ports) =>
        AuthorizationPolicy("policy", $"{more}, rules: [{{to: [{{operation: {{ports: [{ports}]}}}}]}}]");
}
