using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Policies;

public sealed class PolicyFileTests
{
    [Fact]
    public void Reads_levels_and_parameters()
    {
        var (policy, diagnostics) = PolicyFile.Read(Sample.PolicyDocuments("""
            mtls-not-strict: {level: off}
            port-name-without-protocol: {level: info}
            root-certificate-not-declared: {level: error}
            host-in-environment-unknown: {level: warning}
            cluster-below-capacity: {level: warning, nodes: 1, cpuPerNode: '2', podsPerCluster: 0}
            domain-suffix-not-allowed: {level: error, allowed: [acme.local, svc]}
            """));

        Assert.Empty(diagnostics);
        Assert.Null(policy.Of(new MtlsNotStrict()).Level);
        Assert.Equal(Severity.Info, policy.Of(new PortNameWithoutProtocol()).Level);
        Assert.Equal(Severity.Error, policy.Of(new RootCertificateNotDeclared()).Level);
        Assert.Equal(Severity.Warning, policy.Of(new HostInEnvironmentUnknown()).Level);
        Assert.Equal<string>(["mtls-not-strict"], policy.SwitchedOff);
        Assert.Equal<string>(["cpuPerNode", "nodes", "podsPerCluster"], policy.Of(new ClusterBelowCapacity()).Values.Keys);
        var allowed = Assert.IsType<ImmutableArray<string>>(policy.Of(new DomainSuffixNotAllowed()).Values["allowed"]);
        Assert.Equal<string>(["acme.local", "svc"], allowed);
    }

    [Fact]
    public void Leaves_a_rule_that_no_file_names_at_its_defaults()
    {
        var (policy, _) = PolicyFile.Read([]);

        Assert.Equal(Severity.Error, policy.Of(new PortNameWithoutProtocol()).Level);
        Assert.False(policy.IsSwitchedOff(new PortNameWithoutProtocol()));
        Assert.Empty(policy.SwitchedOff);
    }

    [Theory]
    [InlineData("[|mtls-not-strikt|]: {level: off}", "MGO5001", "There is no rule 'mtls-not-strikt'.", "Did you mean 'mtls-not-strict'?")]
    [InlineData("[|something-else|]: {level: off}", "MGO5001", "There is no rule 'something-else'.", null)]
    [InlineData(
        "domain-suffix-not-allowed: {level: error, [|alowed|]: [x]}",
        "MGO5002",
        "Rule 'domain-suffix-not-allowed' has no parameter 'alowed'.",
        "Did you mean 'allowed'?")]
    [InlineData(
        "mtls-not-strict: {level: error, [|ports|]: [1]}",
        "MGO5002",
        "Rule 'mtls-not-strict' has no parameter 'ports'.",
        "It takes level.")]
    [InlineData(
        "domain-suffix-not-allowed: {level: error, allowed: [|acme.local|]}",
        "MGO5003",
        "Parameter 'allowed' of rule 'domain-suffix-not-allowed' must be a list of names.",
        "Its default is '[]'.")]
    [InlineData(
        "domain-suffix-not-allowed: {level: error, allowed: [|[[a]]|]}",
        "MGO5003",
        "Parameter 'allowed' of rule 'domain-suffix-not-allowed' must be a list of names.",
        "Its default is '[]'.")]
    [InlineData(
        "cluster-below-capacity: {level: error, nodes: [|-1|]}",
        "MGO5003",
        "Parameter 'nodes' of rule 'cluster-below-capacity' must be a whole number of at least 0.",
        "Its default is '3'.")]
    [InlineData(
        "cluster-below-capacity: {level: error, memoryPerNode: [|650MB|]}",
        "MGO5003",
        "Parameter 'memoryPerNode' of rule 'cluster-below-capacity' must be a Kubernetes quantity such as '250m' or '650M'.",
        "Its default is '650M'.")]
    public void Reports_a_setting_that_no_rule_has(string line, string id, string message, string? help)
    {
        var marked = MarkedSource.Parse($"kind: Policy\nspec:\n  rules:\n    {line}\n", "policies/acme.yaml");
        var documents = YamlTreeBuilder.Build(marked.Source);
        Assert.Empty(documents.Diagnostics);

        var (_, diagnostics) = PolicyFile.Read(documents.Value);

        marked.AssertFindings(diagnostics, message);
        Assert.Equal((id, help), (diagnostics[0].Id, diagnostics[0].Help));
    }

    [Fact]
    public void Reports_a_rule_that_two_files_set_and_keeps_the_first_path()
    {
        var second = Sample.PolicyDocuments("mtls-not-strict: {level: error}", "policies/b.yaml");
        var first = Sample.PolicyDocuments("mtls-not-strict: {level: info}", "policies/a.yaml");

        var (policy, diagnostics) = PolicyFile.Read([.. second, .. first]);

        var finding = Assert.Single(diagnostics);
        Assert.Equal("MGO5004", finding.Id);
        Assert.Equal("Rule 'mtls-not-strict' is set already.", finding.Message);
        Assert.Equal("policies/b.yaml:6:5", finding.Location.ToString());
        Assert.Equal("policies/a.yaml:6:5", Assert.Single(finding.Related).Location.ToString());
        Assert.Equal(Severity.Info, policy.Of(new MtlsNotStrict()).Level);
    }

    [Fact]
    public void Runs_a_rule_that_no_file_names_with_the_policy_that_is_extended()
    {
        var (policy, diagnostics) = PolicyFile.Read(Documents("extends: strict\n  rules:\n    mtls-not-strict: {level: info}\n    cluster-below-capacity: {nodes: 5}"));

        Assert.Empty(diagnostics);
        Assert.Equal(Severity.Error, policy.Of(new RootCertificateNotDeclared()).Level);
        Assert.Null(policy.Of(new RootCertificateNotDeclared()).Location);
        Assert.Equal(Severity.Info, policy.Of(new MtlsNotStrict()).Level);
        Assert.Equal(Severity.Warning, policy.Of(new ClusterBelowCapacity()).Level);

        var tanzu = PolicyFile.Read(Documents("extends: tanzu\n  rules:\n    cluster-below-capacity: {nodes: 5}")).Value.Of(new ClusterBelowCapacity());
        Assert.Equal((Severity.Error, 5), (tanzu.Level, tanzu.Values["nodes"]));
        Assert.Contains("podsPerNode", tanzu.Values.Keys);
    }

    [Fact]
    public void Reports_policies_that_extend_different_ones()
    {
        var (policy, diagnostics) = PolicyFile.Read(
            [.. Documents("extends: tanzu", "policies/b.yaml"), .. Documents("extends: strict", "policies/a.yaml"), .. Documents("extends: strict", "policies/c.yaml")]);

        var finding = Assert.Single(diagnostics);
        Assert.Equal("MGO5005", finding.Id);
        Assert.Equal("The policies of a workspace extend one, but 'strict' and 'tanzu' are named.", finding.Message);
        Assert.Equal("policies/b.yaml:5:12", finding.Location.ToString());
        Assert.Equal("policies/a.yaml:5:12", Assert.Single(finding.Related).Location.ToString());
        Assert.Same(ShippedPolicies.Strict, policy.Extends);
    }

    private static ImmutableArray<YamlDocument> Documents(string spec, string path = "policies/acme.yaml")
    {
        var text = $"apiVersion: meshgitops.io/v1alpha1\nkind: Policy\nmetadata: {{name: acme}}\nspec:\n  {spec}\n";
        var (documents, diagnostics) = YamlTreeBuilder.Build(new SourceText(path, text));
        Assert.Empty(diagnostics);
        return documents;
    }

    [Theory]
    [InlineData("text")]
    [InlineData("spec: text")]
    [InlineData("spec: {rules: [a]}")]
    [InlineData("spec: {extends: nothing}")]
    [InlineData("spec: {extends: [strict]}")]
    [InlineData("spec: {rules: {mtls-not-strict: text}}")]
    [InlineData("spec: {rules: {mtls-not-strict: {level: [off]}}}")]
    public void Leaves_a_wrong_shape_to_the_schema(string text)
    {
        var documents = YamlTreeBuilder.Build(new SourceText("policies/acme.yaml", text)).Value;

        var (policy, diagnostics) = PolicyFile.Read(documents);

        Assert.Empty(diagnostics);
        Assert.Equal(Severity.Warning, policy.Of(new MtlsNotStrict()).Level);
    }
}
