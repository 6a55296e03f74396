using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// The files below a folder of a commit's tree. A file is compared by the name that git would give it, so that no content is read
/// but what differs.
/// </summary>
internal sealed class OutputFilesInCommit : IOutputFiles, IDisposable
{
    private readonly GitObjectFormat _format;
    private readonly GitObjects _objects;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FolderEntry>> _folders = new(StringComparer.Ordinal);

    private OutputFilesInCommit(GitRepository repository, OutputNames names)
    {
        Names = names;
        _format = repository.ObjectFormat;
        _objects = new GitObjects(repository.Command);
    }

    public OutputNames Names { get; }

    /// <exception cref="GitException">The commit cannot be read.</exception>
    public static OutputFilesInCommit Read(GitRepository repository, IEnumerable<GitOutputPart> parts, OutputNames names)
    {
        var files = new OutputFilesInCommit(repository, names);
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

    public IReadOnlyCollection<FolderEntry> EntriesOf(string folder) => _folders.TryGetValue(folder, out var entries) ? entries : [];

    public byte[]? Read(OutputEntry file, long maxBytes) => Read(file.Path, maxBytes);

    public bool Holds(OutputEntry file, ReadOnlySpan<byte> bytes) => _names[file.Path] == GitObjectName.OfBlob(_format, bytes);

    public string HashOf(OutputEntry file) => FileContent.Hash(Read(file.Path, long.MaxValue) ?? []);

    public void Dispose() => _objects.Dispose();

    private byte[]? Read(string path, long maxBytes) => _objects.ReadBlob(_names[path], maxBytes);

    /// <summary>
    /// A submodule stands where files of ours cannot lie, as a file does.
    /// Two paths that are no UTF-8 can look the same, and are neither of them ours.
    /// </summary>
    private void Add(GitTreeEntry entry)
    {
        if (_names.TryAdd(entry.Path, entry.Name))
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
