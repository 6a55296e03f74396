using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class IsolationByIdentityTests : RuleTests<IsolationByIdentity>
{
    private const string Demo = """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec: {domain: demo.example.com, isolation: ISOLATION, members: [{clusters: {names: [east]}, namespaces: [demo]}]}

        """;

    private const string West = "---\napiVersion: meshgitops.io/v1alpha1\nkind: Cluster\nmetadata: {name: west}\nspec: {version: \"1.26\", region: us-west-1, manifests: [{path: apps/west}], ";

    [Fact]
    public void Reports_a_cluster_whose_root_nobody_declared() => AssertFindings(
        Demo.Replace("ISOLATION", "[|true|]", StringComparison.Ordinal) + West + "trustDomain: cluster.local}\n",
        "Cluster 'west' outside of GlobalNamespace 'demo' can give out the identities that it lets in.");

    [Fact]
    public void Is_silent_about_a_cluster_with_a_trust_domain_of_its_own() =>
        AssertClean(Demo.Replace("ISOLATION", "true", StringComparison.Ordinal) + West + "trustDomain: west.test}\n");

    [Fact]
    public void Is_silent_where_nothing_is_isolated() =>
        AssertClean(Demo.Replace("ISOLATION", "false", StringComparison.Ordinal) + West + "trustDomain: cluster.local}\n");
}
