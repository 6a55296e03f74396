using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Kubernetes;

/// <summary>Reads inventories of clusters whose specs name the given paths.</summary>
internal static class InventoryReading
{
    public static readonly SourceText Spec = new("clusters.yaml", "manifests: [apps]\nnamespace: shop\n");

    /// <summary>The place where the specs of the clusters name their paths.</summary>
    public static readonly SourceLocation PathLocation = Spec.At(new TextSpan(12, 4));

    public static ClusterSpec Cluster(string name, params (string Path, string? Namespace)[] sources) => new()
    {
        Metadata = new SpecMetadata(
            new Located<string>(name, Spec.Start),
            ImmutableSortedDictionary<string, string>.Empty,
            ImmutableSortedDictionary<string, string>.Empty,
            Spec.Start),
        Manifests =
        [
            .. sources.Select(source => new ManifestSource(
                new Located<string>(source.Path, PathLocation),
                source.Namespace is null ? null : new Located<string>(source.Namespace, PathLocation))),
        ],
    };

    public static Diagnosed<ImmutableArray<ClusterInventory>> Read(ISourceFolder folder, params ClusterSpec[] clusters) =>
        ClusterInventories.Read(folder, "", [.. clusters], maxParallelism: 2);

    /// <summary>The inventory of a cluster with one file and no findings.</summary>
    public static ClusterInventory Clean(string text)
    {
        var (inventories, diagnostics) = Read(new InMemorySourceFolder(("apps/x.yaml", text)), Cluster("aws", ("apps", null)));
        Assert.Empty(diagnostics);
        return Assert.Single(inventories);
    }

    /// <summary>Reads a file with marks, and finds exactly the messages at them.</summary>
    public static ClusterInventory Marked(string markup, params string[] messages)
    {
        var marked = MarkedSource.Parse(markup, "apps/x.yaml");
        var (inventories, diagnostics) = Read(new InMemorySourceFolder(("apps/x.yaml", marked.Text)), Cluster("aws", ("apps", null)));
        marked.AssertFindings(diagnostics, messages);
        Assert.Equal(messages.Length, diagnostics.Length);
        return Assert.Single(inventories);
    }
}
