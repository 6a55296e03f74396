using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Tests.Workspace.Publishing;

public sealed class OutputDigestTests : OutputFolderOnDisk
{
    private static readonly OutputTree First = Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/gke/b.yaml", "b: 1\n"));

    [Fact]
    public void Is_that_of_everything_that_is_published()
    {
        var digest = new OutputDigest(First);

        Assert.Equal(digest.For(null), new OutputDigest(Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/gke/b.yaml", "b: 1\n"))).For(null));
        Assert.All(
            [
                Tree(("clusters/aws/a.yaml", "a: 2\n"), ("clusters/gke/b.yaml", "b: 1\n")),
                Tree(("clusters/aws/c.yaml", "a: 1\n"), ("clusters/gke/b.yaml", "b: 1\n")),
                Tree(OutputSharing.Shared, ("clusters/aws/a.yaml", "a: 1\n"), ("clusters/gke/b.yaml", "b: 1\n")),
                Tree(("clusters/aws/a.yaml", "a: 1\n")),
                OutputTree.Empty,
            ],
            other => Assert.NotEqual(digest.For(null), new OutputDigest(other).For(null)));
    }

    [Fact]
    public void Of_a_cluster_knows_nothing_of_the_others()
    {
        var (digest, other) = (new OutputDigest(First), new OutputDigest(Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/gke/b.yaml", "b: 2\n"))));

        Assert.Equal(digest.For("aws"), other.For("aws"));
        Assert.NotEqual(digest.For("gke"), other.For("gke"));
        Assert.Equal((true, false, true), (digest.Concerns("aws"), digest.Concerns("aks"), digest.Concerns(null)));
    }

    [Theory]
    [InlineData("clusters/aws/a/b.yaml", "aws")]
    [InlineData(".meshgitops/aws/inventory", "aws")]
    [InlineData("delivery/flux/aws/sync.yaml", "_delivery")]
    [InlineData(".meshgitops/_delivery/inventory", "_delivery")]
    [InlineData("clusters/_delivery/a.yaml", null)]
    [InlineData("clusters/aws", null)]
    [InlineData("delivery", null)]
    [InlineData("README.md", null)]
    public void A_path_belongs_to_one_cluster(string path, string? cluster) => Assert.Equal(cluster, Inventory.ClusterOf(path));
}
