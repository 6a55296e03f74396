using MeshGitOps.Specs.Kinds;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Kinds;

public sealed class SpecReferencesTests
{
    private const string Declared = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: acme}
        spec: {rootCertificates: {corp-2026: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: aws-west}
        spec: {version: "1.26", region: us-west-1, network: net-west, rootCertificate: corp-2026}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: aws-east}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: a.test, reachableFrom: [aws-west, net-west]}]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.test
          members: [{clusters: {names: [aws-west, "*"]}, namespaces: [shop]}]
          failover: {regions: [{from: us-west-1, to: us-east-1}]}

        """;

    [Fact]
    public void Takes_references_that_are_declared() => SpecReaderTests.ReadCleanly(new InMemorySourceFolder(
        ("declared.yaml", Declared),
        ("mesh.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalService
            metadata: {name: catalog}
            spec:
              globalNamespace: {name: acme}
              service: {name: catalog, namespace: shop}
              clusters: [{name: aws-west}]
              backends: [{cluster: aws-east, service: {name: c, namespace: shop}}]
              consumers: [{namespace: shop, clusters: {names: ["*", aws-east]}}]
              failover: {regions: [{from: us-east-1, to: us-west-1}]}
            """)));

    [Theory]
    [InlineData("globalNamespace: {name: [|acne|]}", "There is no GlobalNamespace 'acne'.", "Did you mean 'acme'?")]
    [InlineData("globalNamespace: {name: acme}\n  clusters: [{name: [|aws-wst|]}]", "There is no Cluster 'aws-wst'.", "Did you mean 'aws-west'?")]
    [InlineData("globalNamespace: {name: acme}\n  backends: [{cluster: [|gke|], service: {name: a, namespace: b}}]", "There is no Cluster 'gke'.", "Declare it, or name another one.")]
    [InlineData("globalNamespace: {name: acme}\n  consumers: [{namespace: a, clusters: {names: [[|gke|]]}}]", "There is no Cluster 'gke'.", "Declare it, or name another one.")]
    [InlineData("globalNamespace: {name: acme}\n  failover: {regions: [{from: us-west-1, to: [|us-east-2|]}]}", "There is no region 'us-east-2'.", "Did you mean 'us-east-1'?")]
    public void Reports_what_a_service_refers_to_in_vain(string fields, string message, string help) => AssertFinding(
        $"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {"{"}name: catalog{"}"}
        spec:
          service: {"{"}name: catalog, namespace: shop{"}"}
          {fields}
        """,
        message,
        help);

    [Theory]
    [InlineData("rootCertificate: [|corp-2025|]", "There is no root certificate 'corp-2025'.", "Did you mean 'corp-2026'?")]
    [InlineData("eastWestGateway: {addresses: [{address: a.test, reachableFrom: [[|net-wst|]]}]}", "There is no Cluster or network 'net-wst'.", "Did you mean 'net-west'?")]
    public void Reports_what_a_cluster_refers_to_in_vain(string field, string message, string help) =>
        AssertFinding(SpecReaderTests.Cluster("gke", field), message, help);

    [Fact]
    public void Reports_members_of_an_unknown_cluster() => AssertFinding(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: other}
        spec: {domain: other.test, members: [{clusters: {names: [[|aws-vest|]]}, namespaces: [a]}]}
        """,
        "There is no Cluster 'aws-vest'.",
        "Did you mean 'aws-west'?");

    [Fact]
    public void Reports_an_unknown_root_in_the_trust_bundle()
    {
        var marked = MarkedSource.Parse(
            "apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {name: m}\nspec: {trustBundle: [[|corp|]]}");
        var (_, diagnostics) = SpecReader.Read(new InMemorySourceFolder(("mesh.yaml", marked.Text)), "", 1);

        marked.AssertFindings(diagnostics, "There is no root certificate 'corp'.");
    }

    [Fact]
    public void Does_not_blame_a_reference_to_what_is_declared_with_mistakes()
    {
        var marked = MarkedSource.Parse("""
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalNamespace
            metadata: {name: broken}
            spec: {domain: [|NOT A DOMAIN|], members: [{clusters: {names: [west]}, namespaces: [a]}], failover: {regions: [{from: a, to: b}]}}
            ---
            apiVersion: meshgitops.io/v1alpha1
            kind: Cluster
            metadata: {name: west}
            spec: {version: "1.26", region: [|no region|]}
            ---
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalService
            metadata: {name: catalog}
            spec: {globalNamespace: {name: broken}, service: {name: a, namespace: b}}
            """);
        var (_, diagnostics) = SpecReader.Read(new InMemorySourceFolder(("mesh.yaml", marked.Text)), "", 1);

        marked.AssertPlaces(diagnostics);
    }

    private static void AssertFinding(string markup, string message, string help)
    {
        var marked = MarkedSource.Parse(markup);
        var (_, diagnostics) = SpecReader.Read(
            new InMemorySourceFolder(("declared.yaml", Declared), ("mesh.yaml", marked.Text)), "", 1);

        marked.AssertFindings(diagnostics, message);
        Assert.Equal(help, Assert.Single(diagnostics).Help);
    }
}
