using MeshGitOps.Policies.Rules.Specs;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SharedNetworkThroughGatewaysTests : RuleTests<SharedNetworkThroughGateways>
{
    [Fact]
    public void Reports_at_the_interconnect_where_it_is_written() => AssertFindings(
        Fleet("backbone", "interconnect: [|EastWest|]"),
        "All 2 clusters of GlobalNamespace 'demo' lie in network 'backbone', but call each other through gateways.");

    [Fact]
    public void Is_silent_for_two_networks() => AssertClean(Fleet("coast", "interconnect: EastWest"));

    private static string Fleet(string network, string interconnect) => $$"""
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          {{interconnect}}
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
        # file: mesh/clusters.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec: {version: "1.26", region: us-east-1, network: {{network}}, eastWestGateway: {addresses: [{address: 192.0.2.10}]}, manifests: [{path: apps/east}]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec: {version: "1.26", region: us-west-2, network: backbone, eastWestGateway: {addresses: [{address: 192.0.2.20}]}, manifests: [{path: apps/west}]}
        """;
}
