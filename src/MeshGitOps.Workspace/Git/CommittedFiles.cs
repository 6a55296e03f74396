using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>The files of an output as the trees of its commits list them, by folder.</summary>
internal sealed class CommittedFiles
{
    private readonly Dictionary<string, GitObjectId> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FolderEntry>> _folders = new(StringComparer.Ordinal);

    private CommittedFiles()
    {
    }

    /// <exception cref="GitException">A commit cannot be read.</exception>
    public static CommittedFiles List(GitRepository repository, IEnumerable<GitOutputPart> parts)
    {
        var files = new CommittedFiles();
        foreach (var part in parts.Where(part => part.Commit is not null))
        {
            var prefix = part.Folder.Length == 0 ? "" : part.Folder + "/";
            foreach (var entry in GitTree.Files(repository.Command, part.Commit!, prefix))
            {
                var path = entry.Path[prefix.Length..];
                if (part.Cluster is null || Inventory.IsPathIn(part.Cluster, path))
                {
                    files.Add(entry with { Path = path });
                }
            }
        }

        return files;
    }

    /// <summary>What lies directly in a folder ("" is the root).</summary>
    public IReadOnlyCollection<FolderEntry> EntriesOf(string folder) => _folders.TryGetValue(folder, out var entries) ? entries : [];

    /// <summary>The object of a file that was listed.</summary>
    public GitObjectId Id(string path) => _ids[path];

    /// <summary>
    /// A submodule stands where files of ours cannot lie, as a file does.
    /// Two paths that are no UTF-8 can look the same, and are neither of them ours.
    /// </summary>
    private void Add(GitTreeEntry entry)
    {
        if (_ids.TryAdd(entry.Path, entry.Id))
        {
            AddTo(OutputListing.FolderOf(entry.Path), NameIn(entry.Path), entry.Kind == GitEntryKind.Link ? EntryKind.Link : EntryKind.File);
        }
    }

    private void AddTo(string folder, string name, EntryKind kind)
    {
        if (_folders.TryGetValue(folder, out var entries))
        {
            entries.Add(new FolderEntry(name, kind, 0));
            return;
        }

        _folders.Add(folder, [new FolderEntry(name, kind, 0)]);
        if (folder.Length > 0)
        {
            AddTo(OutputListing.FolderOf(folder), NameIn(folder), EntryKind.Folder);
        }
    }

    private static string NameIn(string path) => path[(path.LastIndexOf('/') + 1)..];
}
