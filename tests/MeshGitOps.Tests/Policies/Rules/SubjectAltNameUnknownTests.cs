using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SubjectAltNameUnknownTests : RuleTests<SubjectAltNameUnknown>
{
    [Theory]
    [InlineData("x.example.com", "which is no SPIFFE identity")]
    [InlineData("spiffe://cluster.local/demo/hello", "which is not of the form that Istio gives")]
    [InlineData("spiffe://other.local/ns/demo/sa/hello", "but no cluster has the trust domain 'other.local'")]
    [InlineData("spiffe://cluster.local/ns/demo/sa/nobody", "but namespace 'demo' has no service account 'nobody' in any cluster")]
    public void Reports_an_identity_that_nobody_has(string name, string reason) => AssertFindings(
        Entry("location: MESH_INTERNAL", $"[|{name}|]"),
        $"ServiceEntry 'shop/x' expects the identity '{name}', {reason}.");

    [Theory]
    [InlineData("location: MESH_INTERNAL", "spiffe://cluster.local/ns/demo/sa/hello")]
    [InlineData("location: MESH_INTERNAL", "spiffe://cluster.local/ns/demo/sa/greeter")]
    [InlineData("location: MESH_INTERNAL", "spiffe://cluster.local/ns/elsewhere/sa/nobody")]
    [InlineData("location: MESH_EXTERNAL", "x.example.com")]
    public void Is_silent_for_known_identities_and_external_hosts(string location, string name) => AssertClean(Entry(location, name));

    [Fact]
    public void Is_silent_about_trust_domains_without_specs() => AssertClean(
        Entry("location: MESH_INTERNAL", "spiffe://other.local/ns/demo/sa/hello").Replace("# workspace\n# cluster: west\n", "", StringComparison.Ordinal));

    private static string Entry(string location, string name) =>
        $$"""
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          {{location}}
          subjectAltNames: [{{name}}]
        """;
}
