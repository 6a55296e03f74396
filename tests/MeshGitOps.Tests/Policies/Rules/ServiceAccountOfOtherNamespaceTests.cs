using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServiceAccountOfOtherNamespaceTests : RuleTests<ServiceAccountOfOtherNamespace>
{
    [Fact]
    public void Reports_an_account_that_only_another_namespace_of_another_cluster_has() => AssertFindings(
        "# cluster: east\n" + Account("catalog", "shop") + "# cluster: west\n" + Entry("192.0.2.1", "[|catalog|]", "mesh-shop"),
        "Clients of ServiceEntry 'mesh-shop/x' expect service account 'catalog' of namespace 'mesh-shop', but the pods have the one of 'shop'.");

    [Theory]
    [InlineData("catalog.shop.svc.cluster.local", "catalog", "shop")]
    [InlineData("192.0.2.1", "catalog", "shop")]
    [InlineData("192.0.2.1", "unknown", "mesh-shop")]
    [InlineData("192.0.2.1", "both", "mesh-shop")]
    [InlineData("192.0.2.1", "default", "mesh-shop")]
    [InlineData("a.b.shop.svc.cluster.local", "unknown", "mesh-shop")]
    public void Is_silent_where_it_is_the_same_or_not_known(string address, string account, string @namespace) => AssertClean(
        Account("catalog", "shop") + "---\n" + Account("both", "shop") + "---\n" + Account("both", "a") + "---\n" + Account("default", "a") + "---\n"
        + Entry(address, account, @namespace));

    private static string Account(string name, string @namespace) =>
        $"apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: {name}, namespace: {@namespace}}}\n";

    private static string Entry(string address, string account, string @namespace) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: {{@namespace}}}
        spec:
          hosts: [x.example.com]
          location: MESH_INTERNAL
          endpoints: [{address: {{address}}, serviceAccount: {{account}}}]
        """;
}
