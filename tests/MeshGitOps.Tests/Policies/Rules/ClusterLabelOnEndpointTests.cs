using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ClusterLabelOnEndpointTests : RuleTests<ClusterLabelOnEndpoint>
{
    [Fact]
    public void Reports_the_label_at_its_key() => AssertFindings(
        Entry("{app: x, [|topology.istio.io/cluster|]: west}"),
        "Endpoint '192.0.2.1' of ServiceEntry 'shop/x' has the label 'topology.istio.io/cluster', which Istio writes over.");

    [Theory]
    [InlineData("{topology.istio.io/network: west}")]
    [InlineData("[topology.istio.io/cluster]")]
    public void Is_silent_for_other_labels(string labels) => AssertClean(Entry(labels));

    private static string Entry(string labels) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: shop}
        spec:
          hosts: [x.example.com]
          endpoints: [{address: 192.0.2.1, labels: {{labels}}}]
        """;
}
