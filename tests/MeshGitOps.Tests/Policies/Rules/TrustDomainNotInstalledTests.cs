using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class TrustDomainNotInstalledTests : RuleTests<TrustDomainNotInstalled>
{
    private const string Trusting = """
        # file: mesh/mesh.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: demo}
        spec:
          trustDomainAliases: [cluster.local, west.example]
          rootCertificates: {corporate: "sha256:3f0a5e0b8b7c6d2e1f90abcdef123456789abcdef0112233445566778899aabb"}
        # file: mesh/clusters/west.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec:
          version: "1.26"
          region: us-west-2
          network: west
          trustDomain: west.example
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 198.51.100.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/west}]
        """;

    [Fact]
    public void Reports_a_trust_domain_that_differs_from_the_Cluster() => AssertFindings(
        $"# workspace\n{Config("east", "[|istio|]", "trustDomain: corp.example")}",
        "ConfigMap 'istio-system/istio' gives cluster 'east' trust domain 'corp.example', but its Cluster says 'cluster.local', which the rendered identities have.");

    [Fact]
    public void Reports_an_alias_that_the_installation_lacks() => AssertFindings(
        $"{Trusting}\n{Config("east", "[|istio|]", "trustDomainAliases: [other.example]")}",
        "ConfigMap 'istio-system/istio' of cluster 'east' has no alias for trust domain 'west.example', whose clients share a GlobalNamespace with it.");

    [Fact]
    public void Is_silent_where_the_installation_has_the_aliases() => AssertClean(
        $"{Trusting}\n{Config("east", "istio", "trustDomainAliases: [west.example]")}\n{Config("west", "istio", "{trustDomain: west.example, trustDomainAliases: [cluster.local]}")}");

    [Theory]
    [InlineData("enableAutoMtls: true")]
    [InlineData("trustDomain: cluster.local")]
    [InlineData("trustDomain: [")]
    public void Is_silent_where_the_installation_agrees_or_says_nothing(string mesh) => AssertClean($"# workspace\n{Config("east", "istio", mesh)}");

    private static string Config(string cluster, string name, string mesh) =>
        $$"""
        # cluster: {{cluster}}
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}, namespace: istio-system}
        data: {mesh: "{{mesh}}"}
        """;
}
