using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>A file of a cluster, and the namespace that its objects without one get.</summary>
/// <param name="Cause">The place of the spec that names the file.</param>
internal sealed record ManifestPlacement(string File, string Namespace, SourceLocation Cause);

/// <summary>Finds the files of the clusters; clusters that name the same path share the listing.</summary>
internal sealed class ManifestSourceResolver(ISourceFolder folder, string workspaceFolder, DiagnosticBag bag)
{
    private readonly Dictionary<string, ImmutableArray<string>> _found = new(StringComparer.Ordinal);

    /// <summary>Sorted by file, then namespace; each pair once.</summary>
    public ImmutableArray<ManifestPlacement> Resolve(ClusterSpec cluster)
    {
        var placements = new SortedDictionary<(string File, string Namespace), ManifestPlacement>(
            Comparer<(string File, string Namespace)>.Create(Compare));
        foreach (var source in cluster.Manifests)
        {
            var space = ClusterInventories.NamespaceOf(source);
            foreach (var file in FilesOf(source.Path))
            {
                placements.TryAdd((file, space), new ManifestPlacement(file, space, source.Path.Location));
            }
        }

        return [.. placements.Values];
    }

    private static int Compare((string File, string Namespace) left, (string File, string Namespace) right)
    {
        var result = string.CompareOrdinal(left.File, right.File);
        return result != 0 ? result : string.CompareOrdinal(left.Namespace, right.Namespace);
    }

    private ImmutableArray<string> FilesOf(Located<string> path)
    {
        if (_found.TryGetValue(path.Value, out var known))
        {
            return known;
        }

        var (files, diagnostics) = SourceFiles.Resolve(folder, workspaceFolder, path);
        if (RenderedFolders.Find(folder, workspaceFolder, path, files) is { } notRendered)
        {
            diagnostics = [notRendered];
        }

        if (!diagnostics.IsEmpty)
        {
            bag.AddRange(diagnostics);
            return [];
        }

        _found.Add(path.Value, files);
        return files;
    }
}
