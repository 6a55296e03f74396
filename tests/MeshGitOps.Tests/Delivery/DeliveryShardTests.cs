using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Delivery;

/// <summary>One shard speaks of the clusters of all.</summary>
public sealed class DeliveryShardTests
{
    public static TheoryData<string> Cases =>
        [.. GoldenCase.Names.Where(name => name.StartsWith("delivery-", StringComparison.Ordinal) && !new GoldenCase(name).Run().HasErrors)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Shards_join_to_one_run(string name)
    {
        var whole = Run(name, Shard.Whole, []);
        Assert.Contains(whole, file => file.StartsWith("delivery/", StringComparison.Ordinal));

        Assert.Equal(whole, Enumerable.Range(0, 5).SelectMany(index => Run(name, new Shard(index, 5), [])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_patch_that_an_earlier_render_left_is_known_to_all_shards()
    {
        // A kind that nothing else renders: the project must allow it, or the release of the stub is never synced.
        const string Stub = "apiVersion: operator.openshift.io/v1\nkind: DNS\nmetadata:\n  name: default\nspec:\n  servers: []\n";
        ImmutableArray<SharedObject> left =
            [new SharedObject("a", OutputPath.Create("clusters/a/shared/dns-default.yaml"), Encoding.UTF8.GetBytes(Stub), "mesh.yaml")];
        var whole = Run("delivery-applicationset", Shard.Whole, left);

        Assert.Contains(whole, file => file.StartsWith("delivery/argocd/app-project-mesh.yaml", StringComparison.Ordinal)
            && file.Contains("  - group: operator.openshift.io\n    kind: DNS\n  namespaceResourceWhitelist:\n", StringComparison.Ordinal));
        Assert.Equal(whole, Enumerable.Range(0, 5).SelectMany(index => Run("delivery-applicationset", new Shard(index, 5), left)).Order(StringComparer.Ordinal));
    }

    private static List<string> Run(string name, Shard shard, ImmutableArray<SharedObject> left) =>
    [
        .. Pipeline.Run(new InMemorySourceFolder(new GoldenCase(name).Files), new PipelineOptions { Shard = shard, PreviouslyShared = _ => new(left, []) })
            .Tree.Files.Select(file => $"{file.Path} {file.Cluster}\n{Encoding.UTF8.GetString(file.Bytes.Span)}"),
    ];
}
