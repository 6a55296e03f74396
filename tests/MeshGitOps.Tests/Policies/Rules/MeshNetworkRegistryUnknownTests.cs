using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class MeshNetworkRegistryUnknownTests : RuleTests<MeshNetworkRegistryUnknown>
{
    [Fact]
    public void Reports_each_name_at_its_place_in_the_text() => AssertFindings(
        "# workspace\n# cluster: east\n" + Networks("fromRegistry: [|nowhere|]", "fromRegistry: \"[|wests|]\""),
        "The network 'a' takes endpoints from the cluster 'nowhere', which is not declared.",
        "The network 'b' takes endpoints from the cluster 'wests', which is not declared.");

    [Fact]
    public void Is_silent_on_declared_clusters_and_networks_of_addresses() => AssertClean(
        "# workspace\n# cluster: east\n" + Networks("fromRegistry: west", "fromCidr: 192.0.2.0/24"));

    [Fact]
    public void Is_silent_where_no_cluster_is_declared_or_the_text_is_no_mapping()
    {
        AssertClean("# workspace\n# cluster: east\n" + Networks("fromRegistry: [", "- x"));
        AssertClean("# workspace\n# cluster: east\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata: {meshNetworks: 'networks: {a: 5, b: {endpoints: [1]}}'}");
    }

    private static string Networks(string first, string second) => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          meshNetworks: |
            networks:
              a:
                endpoints:
                - {{first}}
              b:
                endpoints:
                - {{second}}
        """;
}
