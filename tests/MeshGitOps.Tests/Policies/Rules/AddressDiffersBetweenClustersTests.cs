using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class AddressDiffersBetweenClustersTests : RuleTests<AddressDiffersBetweenClusters>
{
    [Fact]
    public void Reports_each_cluster_that_differs_from_the_first() => AssertFindings(
        Entry("a", "240.128.0.7", "MESH_INTERNAL") + Entry("b", "[|240.128.0.8|]", "MESH_INTERNAL") + Entry("c", "240.128.0.7", "MESH_INTERNAL") + Entry("d", "[|240.128.0.9|], 240.128.0.8", "MESH_INTERNAL"),
        "Host 'x.example.com' has the address '240.128.0.8' in cluster 'b' and '240.128.0.7' in cluster 'a'.",
        "Host 'x.example.com' has the address '240.128.0.9' in cluster 'd' and '240.128.0.7' in cluster 'a'.");

    [Theory]
    [InlineData("240.128.0.8", "MESH_EXTERNAL")]
    [InlineData("", "MESH_INTERNAL")]
    [InlineData("240.128.0.8, 240.128.0.7", "MESH_INTERNAL")]
    public void Is_silent_for_external_hosts_and_a_common_address(string addresses, string location) =>
        AssertClean(Entry("a", "240.128.0.7", "MESH_INTERNAL") + Entry("b", addresses, location));

    private static string Entry(string cluster, string addresses, string location) =>
        $$"""
        # cluster: {{cluster}}
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          addresses: [{{addresses}}]
          location: {{location}}

        """;
}
