using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Tests.Output;

public sealed class ShardTests
{
    /// <summary>
    /// Computed by another program: the first 16 digits of <c>printf NAME | sha256sum</c>, modulo the count. Shards of two versions are joined with each other,
    /// and an output that was rendered in shards is rendered in shards again: these numbers never change.
    /// </summary>
    [Theory]
    [InlineData("cluster-0000", 0, 1, 3)]
    [InlineData("cluster-0001", 1, 1, 3)]
    [InlineData("aws-west", 0, 1, 4)]
    [InlineData("onprem", 0, 0, 2)]
    [InlineData("_delivery", 0, 0, 0)]
    [InlineData("mesh-1", 0, 2, 2)]
    public void A_cluster_never_changes_its_shard(string cluster, int of2, int of3, int of7)
    {
        Assert.Equal((of2, of3, of7), (ShardOf(cluster, 2), ShardOf(cluster, 3), ShardOf(cluster, 7)));
    }

    [Fact]
    public void Every_cluster_belongs_to_exactly_one_shard()
    {
        for (var count = 1; count <= 20; count++)
        {
            Assert.All(
                Enumerable.Range(0, 100).Select(number => $"cluster-{number}"),
                cluster => Assert.Single(Enumerable.Range(0, count), index => new Shard(index, count).Holds(cluster)));
        }
    }

    [Fact]
    public void A_thousand_clusters_spread_over_the_shards()
    {
        var counts = Enumerable.Range(0, 8)
            .Select(index => Enumerable.Range(0, 1000).Count(number => new Shard(index, 8).Holds($"cluster-{number}")))
            .ToList();

        Assert.Equal(1000, counts.Sum());
        Assert.All(counts, count => Assert.InRange(count, 90, 165));
    }

    [Theory]
    [InlineData("0/1")]
    [InlineData("3/4")]
    [InlineData("99999/100000")]
    public void Reads_what_it_writes(string text)
    {
        Assert.Equal(text, Shard.Parse(text, out var reason).ToString());
        Assert.Equal("", reason);
    }

    [Theory]
    [InlineData("", "takes INDEX/COUNT, as 0/4")]
    [InlineData("1", "takes INDEX/COUNT, as 0/4")]
    [InlineData("1/2/3", "takes INDEX/COUNT, as 0/4")]
    [InlineData("-1/2", "takes INDEX/COUNT, as 0/4")]
    [InlineData("+1/2", "takes INDEX/COUNT, as 0/4")]
    [InlineData("1/ 2", "takes INDEX/COUNT, as 0/4")]
    [InlineData("1.0/2", "takes INDEX/COUNT, as 0/4")]
    [InlineData("1/99999999999", "takes INDEX/COUNT, as 0/4")]
    [InlineData("0/0", "takes a COUNT of at least 1")]
    [InlineData("4/4", "takes an INDEX from 0 to 3 of 4 shards")]
    public void Refuses_what_is_no_shard(string text, string expected)
    {
        Assert.Null(Shard.Parse(text, out var reason));
        Assert.Equal(expected, reason);
    }

    private static int ShardOf(string cluster, int count) => Enumerable.Range(0, count).Single(index => new Shard(index, count).Holds(cluster));
}
