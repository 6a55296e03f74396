using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// Where the manifests of clusters lie: default discovery leaves them to the inventory.
/// A manifests path that holds the file of its own Cluster leaves nothing out: specs and manifests lie together there.
/// </summary>
internal sealed class ManifestFolders
{
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly List<string> _globs = [];

    public ManifestFolders(IEnumerable<ClusterSpec> clusters, string workspaceFolder)
    {
        foreach (var cluster in clusters)
        {
            foreach (var source in cluster.Manifests)
            {
                Add(source, workspaceFolder, cluster.Metadata.Document.Path);
            }
        }
    }

    public bool Contains(string file)
    {
        for (var path = file; path.Length > 0; path = SourcePaths.FolderOf(path))
        {
            if (_paths.Contains(path))
            {
                return true;
            }
        }

        return _paths.Contains("") || _globs.Exists(glob => SourceGlob.IsMatch(glob, file));
    }

    private void Add(ManifestSource source, string workspaceFolder, string ownFile)
    {
        if (SourcePaths.Resolve(workspaceFolder, source.Path.Value, out var path) != SourcePathProblem.None)
        {
            return;
        }

        if (SourceGlob.IsGlob(path))
        {
            if (!SourceGlob.IsMatch(path, ownFile) && !_globs.Contains(path))
            {
                _globs.Add(path);
            }
        }
        else if (!SourcePaths.IsWithin(ownFile, path))
        {
            _paths.Add(path);
        }
    }
}
