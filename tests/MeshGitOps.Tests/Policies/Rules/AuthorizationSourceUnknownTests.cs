using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AuthorizationSourceUnknownTests : RuleTests<AuthorizationSourceUnknown>
{
    private const string Subject = "AuthorizationPolicy 'shop/policy'";

    [Theory]
    [InlineData("frontent", Severity.Error, "Did you mean 'frontend'?")]
    [InlineData("somebody", Severity.Warning, "Write the service account that the caller runs with.")]
    public void Reports_an_account_with_which_nothing_runs(string account, Severity severity, string help)
    {
        var sample = RuleSample.Parse(All(Frontend(), Policy($"principals: [[|cluster.local/ns/shop/sa/{account}|]]")));

        var finding = Assert.Single(sample.Check(new AuthorizationSourceUnknown()));

        sample.AssertFindings([finding]);
        Assert.Equal($"{Subject} names service account '{account}' of namespace 'shop', with which no workload runs.", finding.Message);
        Assert.Equal(severity, finding.Severity);
        Assert.Equal(help, finding.Help);
    }

    [Fact]
    public void Reports_a_principal_with_its_scheme()
    {
        var sample = RuleSample.Parse(All(Frontend(), Policy("notPrincipals: [[|\"spiffe://cluster.local/ns/shop/sa/frontend\"|]]")));

        var finding = Assert.Single(sample.Check(new AuthorizationSourceUnknown()));

        sample.AssertFindings([finding]);
        Assert.Equal($"Principal 'spiffe://cluster.local/ns/shop/sa/frontend' of {Subject} never matches, as Istio compares without 'spiffe://'.", finding.Message);
        Assert.Equal("\"cluster.local/ns/shop/sa/frontend\"", Assert.Single(finding.Fix!.Edits).NewText);
    }

    [Theory]
    [InlineData("principals: [[|cluster.local/ns/shp/sa/frontend|]]", "shp")]
    [InlineData("namespaces: [\"*\", [|shopp|]]", "shopp")]
    [InlineData("notNamespaces: [[|shopp|]]", "shopp")]
    [InlineData("serviceAccounts: [[|sho/frontend|]]", "sho")]
    public void Reports_a_namespace_that_resembles_a_known_one(string source, string @namespace) => AssertFindings(
        All(Frontend(), Policy(source)),
        $"{Subject} names namespace '{@namespace}', which no manifest shows.");

    [Fact]
    public void Reports_the_account_of_a_newer_field() => AssertFindings(
        All(Frontend(), Policy("serviceAccounts: [frontend, [|frontent|]]")),
        $"{Subject} names service account 'frontent' of namespace 'shop', with which no workload runs.");

    [Fact]
    public void Reports_a_principal_of_another_form() => AssertFindings(
        All(Frontend(), Policy("principals: [[|frontend|]]")),
        $"Principal 'frontend' of {Subject} is not of the form 'trust-domain/ns/namespace/sa/account' that identities of a mesh have.");

    [Theory]
    [InlineData("principals: [\"*\", \"cluster.local/ns/shop/*\", \"*/sa/frontent\", cluster.local/ns/shop/sa/frontend]")]
    [InlineData("principals: [cluster.local/ns/shop/sa/default, cluster.local/ns/partner/sa/anybody]")]
    [InlineData("namespaces: [shop, partner, \"sho*\", istio-system]")]
    [InlineData("principals: [cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account]")]
    [InlineData("principals: {a: b}, namespaces: [[shop]], serviceAccounts: [a/b/c]")]
    public void Is_silent_about_what_exists_patterns_and_namespaces_never_seen(string source) =>
        AssertClean(All(Frontend(), Policy(source), Deployment("istiod", @namespace: "istio-system")));

    [Fact]
    public void Is_silent_where_the_caller_runs_in_another_cluster() => AssertClean(
        $"""
        # cluster: east
        {Policy("principals: [cluster.local/ns/shop/sa/frontend]")}
        # cluster: west
        {Frontend()}
        """);

    private static string Frontend() => Deployment("frontend", podSpec: "serviceAccountName: frontend");

    private static string Policy(string source) => AuthorizationPolicy("policy", $"rules: [{{from: [{{source: {{{source}}}}}]}}]");
}
