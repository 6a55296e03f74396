using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ClusterBelowCapacityTests
{
    [Fact]
    public void Reports_each_declared_figure_that_is_too_small()
    {
        var results = Run(Capacity(2, "249m", "649999k", 2));

        Assert.Equal(
            [
                "Warning at '2': Cluster 'aws' has 2 nodes, but the mesh needs at least 3.",
                "Warning at '2': Cluster 'aws' has 4 pods, but the mesh needs at least 30.",
                "Warning at '2': Each node of cluster 'aws' has 2 pods, but the mesh needs at least 3.",
                "Warning at '249m': Each node of cluster 'aws' has 249m CPU, but the mesh needs at least 250m.",
                "Warning at '649999k': Each node of cluster 'aws' has 649999k memory, but the mesh needs at least 650M.",
            ],
            Sample.Show(results.Diagnostics));
        Assert.Empty(results.NotChecked);
    }

    [Fact]
    public void Is_silent_for_a_cluster_that_is_just_large_enough()
    {
        var results = Run(Capacity(3, "0.25", "650M", 10));

        Assert.Empty(results.Diagnostics);
        Assert.Empty(results.NotChecked);
    }

    [Fact]
    public void Reads_Node_objects_where_nothing_is_declared()
    {
        var results = Run(null, Node("n1", "4", "16Gi", "9"), Node("n2", "100m", "16Gi", "9"), Node("n3", "4", "500Mi", "2"));

        Assert.Equal(
            [
                "Warning at 'aws': Cluster 'aws' has 20 pods, but the mesh needs at least 30.",
                "Warning at 'n2': Node 'n2' of cluster 'aws' has 100m CPU, but the mesh needs at least 250m.",
                "Warning at 'n3': Node 'n3' of cluster 'aws' has 2 pods, but the mesh needs at least 3.",
                "Warning at 'n3': Node 'n3' of cluster 'aws' has 500Mi memory, but the mesh needs at least 650M.",
            ],
            Sample.Show(results.Diagnostics));
        Assert.Empty(results.NotChecked);
    }

    [Fact]
    public void Counts_the_Node_objects() => Assert.Equal(
        ["Warning at 'aws': Cluster 'aws' has 1 node, but the mesh needs at least 3."],
        Sample.Show(Run(null, Node("n1", "4", "16Gi", "110")).Diagnostics));

    [Fact]
    public void Says_what_it_did_not_check()
    {
        Assert.Equal<string>(
            ["The capacity of cluster 'aws' is not checked for nodes, CPU per node, memory per node, pods per node, pods in all: nothing declares it."],
            Run(null).NotChecked);

        var partly = Run(Capacity(3, "4", null, null));
        Assert.Empty(partly.Diagnostics);
        Assert.Equal<string>(
            ["The capacity of cluster 'aws' is not checked for memory per node, pods per node, pods in all: nothing declares it."],
            partly.NotChecked);
    }

    [Fact]
    public void Takes_the_least_from_its_parameters()
    {
        var results = Sample.Run<ClusterBelowCapacity>(
            Context(Capacity(3, "4", "16Gi", 10)),
            "{level: error, nodes: 4, cpuPerNode: 5, memoryPerNode: 32Gi, podsPerNode: 11, podsPerCluster: 31}");

        Assert.Equal(5, results.Diagnostics.Length);
        Assert.All(results.Diagnostics, finding => Assert.Equal(Severity.Error, finding.Severity));
        Assert.True(RuleCatalog.StopsOutput(results.Diagnostics[0]));
        Assert.Empty(Sample.Run<ClusterBelowCapacity>(
            Context(Capacity(1, "1m", "1M", 1)),
            "{level: error, nodes: 1, cpuPerNode: 1m, memoryPerNode: 1M, podsPerNode: 1, podsPerCluster: 1}").Diagnostics);
    }

    private static RuleResults Run(CapacitySpec? capacity, params KubernetesNode[] nodes) =>
        Sample.Run<ClusterBelowCapacity>(Context(capacity, nodes));

    private static RuleContext Context(CapacitySpec? capacity, params KubernetesNode[] nodes) => Sample.Context(
        new SpecSet { Clusters = [Sample.Cluster("aws") with { Capacity = capacity }] },
        [new ClusterInventory { Cluster = "aws", Nodes = [.. nodes] }]);

    private static CapacitySpec Capacity(int nodes, string cpu, string? memory, int? pods) => new(
        Sample.Place("capacity"),
        Sample.At(nodes),
        Sample.At(cpu),
        memory is null ? null : Sample.At(memory),
        pods is null ? null : Sample.At(pods.Value));

    private static KubernetesNode Node(string name, string cpu, string memory, string pods) =>
        new(name, Sample.NoLabels, cpu, memory, pods, Sample.Place(name));
}
