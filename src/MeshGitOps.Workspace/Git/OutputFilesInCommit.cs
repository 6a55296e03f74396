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
    private readonly Lazy<CommittedFiles> _committed;

    /// <summary>Nothing is read before the first question.</summary>
    public OutputFilesInCommit(GitRepository repository, IEnumerable<GitOutputPart> parts, OutputNames names)
    {
        Names = names;
        _format = repository.ObjectFormat;
        _objects = new GitObjects(repository.Command);
        _committed = new Lazy<CommittedFiles>(() => CommittedFiles.List(repository, parts));
    }

    public OutputNames Names { get; }

    /// <exception cref="GitException">The commit cannot be read.</exception>
    public IReadOnlyCollection<FolderEntry> EntriesOf(string folder) => _committed.Value.EntriesOf(folder);

    public byte[]? Read(OutputEntry file, long maxBytes) => Read(file.Path, maxBytes);

    public bool Holds(OutputEntry file, ReadOnlySpan<byte> bytes) => _committed.Value.Id(file.Path) == GitObjectName.OfBlob(_format, bytes);

    public string HashOf(OutputEntry file) => FileContent.Hash(Read(file.Path, long.MaxValue) ?? []);

    public void Dispose() => _objects.Dispose();

    private byte[]? Read(string path, long maxBytes) => _objects.ReadBlob(_committed.Value.Id(path).ToString(), maxBytes);
}
