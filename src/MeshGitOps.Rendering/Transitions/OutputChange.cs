using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What is published and what would be rendered, as far as one differs from the other.</summary>
internal sealed record OutputChange(MeshState Published, MeshState Rendered, ImmutableHashSet<string> PublishedClusters)
{
    /// <summary>The files of the layout PerCluster that speak of the same hosts.</summary>
    private static readonly string[] HostFiles = ["client.yaml", "egress.yaml", "server.yaml"];

    /// <summary>
    /// Reads the files that differ, and those with their names in other clusters: the two sides of a host carry one name.
    /// Null where nothing differs, or nothing is published yet.
    /// </summary>
    public static OutputChange? Of(ImmutableArray<PublishedFile> published, OutputTree tree)
    {
        if (published.IsEmpty)
        {
            return null;
        }

        var names = ChangedNames(published, tree);
        if (names.Count == 0)
        {
            return null;
        }

        return new OutputChange(
            MeshState.Read(published
                .Where(file => IsRead(file.Path, file.Sharing, names))
                .Select(file => new OutputFileText(file.Path, file.Cluster, file.Bytes))),
            MeshState.Read(tree.Files
                .Where(file => IsRead(file.Path, file.Sharing, names))
                .Select(file => new OutputFileText(file.Path, file.Cluster, file.Bytes))),
            [.. published.Select(file => file.Cluster)]);
    }

    private static HashSet<string> ChangedNames(ImmutableArray<PublishedFile> published, OutputTree tree)
    {
        var before = published.ToDictionary(file => file.Path.Value, file => file.Bytes, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in tree.Files)
        {
            if (!before.Remove(file.Path.Value, out var bytes) || !bytes.Span.SequenceEqual(file.Bytes.Span))
            {
                names.Add(NameOf(file.Path));
            }
        }

        names.UnionWith(published.Where(file => before.ContainsKey(file.Path.Value)).Select(file => NameOf(file.Path)));
        if (names.Overlaps(HostFiles))
        {
            names.UnionWith(HostFiles);
        }

        return names;
    }

    /// <summary>Patches of shared objects and files that are no manifests are no part of the mesh.</summary>
    private static bool IsRead(OutputPath path, OutputSharing sharing, HashSet<string> names) =>
        sharing == OutputSharing.Owned
        && path.Value.StartsWith("clusters/", StringComparison.Ordinal)
        && names.Contains(NameOf(path));

    private static string NameOf(OutputPath path) => path.Value[(path.Value.LastIndexOf('/') + 1)..];
}
