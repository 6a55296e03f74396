using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What is published and what would be rendered, as far as one differs from the other.</summary>
internal sealed record OutputChange(MeshState Published, MeshState Rendered, ImmutableHashSet<string> PublishedClusters)
{
    /// <summary>The files of the layout PerCluster that speak of the same hosts.</summary>
    private static readonly string[] HostFiles = ["client.yaml", "egress.yaml", "server.yaml"];

    /// <summary>
    /// What says whether the gateway of a cluster forwards a host, and whether a namespace is STRICT. Always read: it stays the same
    /// where the hosts and exceptions below it change, and which other names changed must not matter, since every shard knows only its own.
    /// </summary>
    private static readonly string[] ClusterFiles = ["gateway.yaml", "peer-authentication.yaml", "cluster.yaml", "global-namespace.yaml"];

    /// <summary>
    /// Reads the files that differ, and those with their names in other clusters: the two sides of a host carry one name.
    /// Null where nothing differs, or nothing is published yet.
    /// </summary>
    public static OutputChange? Of(ImmutableArray<PublishedFile> published, OutputTree tree, ShardContext context, ComparedObjects objects)
    {
        var names = NamesToRead(published, tree);
        if (names.Count == 0 || (published.IsEmpty && context.PublishedClusters.IsEmpty))
        {
            return null;
        }

        var (before, after) = (Texts(published, names), Texts(tree, names));
        var differing = objects == ComparedObjects.Differing && names.Overlaps(HostFiles) ? DifferingDocuments.Of(before, after) : null;
        return new OutputChange(
            MeshState.Read(before.Concat(Texts(context.Published, names)).Select(Reduced)),
            MeshState.Read(after.Concat(Texts(context.Rendered, names)).Select(Reduced)),
            [.. published.Select(file => file.Cluster), .. context.PublishedClusters]);

        OutputFileText Reduced(OutputFileText file) =>
            differing is not null && HostFiles.Contains(file.Path.Name) ? file with { Bytes = differing.In(file) } : file;
    }

    /// <summary>The names of the files whose objects are compared, in any cluster; none where nothing differs.</summary>
    public static IReadOnlySet<string> NamesToRead(ImmutableArray<PublishedFile> published, OutputTree tree)
    {
        var before = published.ToDictionary(file => file.Path.Value, file => file.Bytes, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in tree.Files)
        {
            if (!before.Remove(file.Path.Value, out var bytes) || !bytes.Span.SequenceEqual(file.Bytes.Span))
            {
                names.Add(file.Path.Name);
            }
        }

        names.UnionWith(published.Where(file => before.ContainsKey(file.Path.Value)).Select(file => file.Path.Name));
        if (names.Overlaps(HostFiles))
        {
            names.UnionWith(HostFiles);
        }

        if (names.Count > 0)
        {
            names.UnionWith(ClusterFiles);
        }

        return names;
    }

    private static List<OutputFileText> Texts(ImmutableArray<PublishedFile> files, IReadOnlySet<string> names) =>
    [
        .. files.Where(file => IsRead(file.Path, file.Sharing, names)).Select(file => new OutputFileText(file.Path, file.Cluster, file.Bytes)),
    ];

    private static List<OutputFileText> Texts(OutputTree tree, IReadOnlySet<string> names) =>
    [
        .. tree.Files.Where(file => IsRead(file.Path, file.Sharing, names)).Select(file => new OutputFileText(file.Path, file.Cluster, file.Bytes)),
    ];

    /// <summary>Patches of shared objects and files that are no manifests are no part of the mesh.</summary>
    private static bool IsRead(OutputPath path, OutputSharing sharing, IReadOnlySet<string> names) =>
        sharing == OutputSharing.Owned
        && ManifestFile.IsOne(path)
        && names.Contains(path.Name);
}

/// <summary>Which objects of the files that are read are compared.</summary>
internal enum ComparedObjects
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>Of files with many hosts, those of hosts that change: enough to find what is unsafe.</summary>
    Differing,
}
