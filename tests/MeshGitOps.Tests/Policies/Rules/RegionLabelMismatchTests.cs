using MeshGitOps.Policies.Rules.Specs;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class RegionLabelMismatchTests : RuleTests<RegionLabelMismatch>
{
    [Fact]
    public void Is_silent_where_one_node_carries_the_region() => AssertClean(Nodes("us-east-1", "us-east-2"));

    [Fact]
    public void Is_silent_without_labelled_nodes() => AssertClean(
        """
        # workspace
        # cluster: east
        apiVersion: v1
        kind: Node
        metadata: {name: node-1}
        """);

    [Fact]
    public void Reports_nodes_that_all_carry_another_region()
    {
        var finding = Assert.Single(RuleSample.Parse(Nodes("eu-west-1", "eu-west-2")).Check(new RegionLabelMismatch()));

        Assert.Equal("Cluster 'east' says region 'us-east-1', but its nodes carry 'eu-west-1'.", finding.Message);
        Assert.Equal("apps/east/example.yaml", Assert.Single(finding.Related).Location.Path);
    }

    private static string Nodes(string first, string second) => $$"""
        # workspace
        # cluster: east
        apiVersion: v1
        kind: Node
        metadata: {name: node-1, labels: {topology.kubernetes.io/region: {{first}} } }
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: node-2, labels: {topology.kubernetes.io/region: {{second}} } }
        """;
}
