using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TrustDomainUnknownTests : RuleTests<TrustDomainUnknown>
{
    private const string Message = "AuthorizationPolicy 'shop/policy' names a principal of trust domain 'corp.example', which no cluster has.";

    [Theory]
    [InlineData("trustDomain: east.example", Severity.Error)]
    [InlineData("enableAutoMtls: true", Severity.Warning)]
    public void Reports_a_trust_domain_that_nothing_declares(string mesh, Severity severity)
    {
        var sample = RuleSample.Parse(All(MeshConfig(mesh), Policy("[|corp.example/ns/a/sa/b|]")));

        var finding = Assert.Single(sample.Check(new TrustDomainUnknown()));

        sample.AssertFindings([finding]);
        Assert.Equal(Message, finding.Message);
        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public void Reports_it_beside_the_Clusters_of_a_workspace() => AssertFindings(
        $"""
        # workspace
        # cluster: east
        {Policy("[|corp.example/ns/a/sa/b|]")}
        """,
        Message);

    [Theory]
    [InlineData("trustDomain: corp.example")]
    [InlineData("trustDomainAliases: [corp.example]")]
    public void Is_silent_where_the_mesh_configuration_has_it(string mesh) => AssertClean(All(MeshConfig(mesh), Policy("corp.example/ns/a/sa/b")));

    [Theory]
    [InlineData("cluster.local/ns/a/sa/b")]
    [InlineData("\"*.example/ns/a/sa/b\"")]
    [InlineData("\"*\"")]
    [InlineData("frontend")]
    public void Is_silent_about_the_own_trust_domain_patterns_and_other_forms(string principal) =>
        AssertClean(All(MeshConfig("trustDomain: east.example"), Policy(principal)));

    [Fact]
    public void Is_silent_about_a_trust_domain_that_the_parameter_allows() =>
        Assert.Empty(Sample.Check<TrustDomainUnknown>(RuleSample.Parse(Policy("corp.example/ns/a/sa/b")).Context(), "{level: error, allowed: [corp.example]}"));

    private static string Policy(string principal) =>
        AuthorizationPolicy("policy", $"rules: [{{from: [{{source: {{principals: [{principal}]}}}}]}}]");

    private static string MeshConfig(string mesh) =>
        $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-stable, namespace: istio-system}
        data: {mesh: "{{mesh}}"}
        """;
}
