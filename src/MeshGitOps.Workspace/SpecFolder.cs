using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>
/// The files of a git repository on disk. What was listed or read once stays the same for the whole run.
/// Nothing outside the repository is ever opened, nor anything in <c>.git</c>. For several threads.
/// </summary>
public sealed class SpecFolder : IRepositoryFolder
{
    /// <summary>The size limit of one file, in bytes.</summary>
    public const int MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>The size limit of all files of a run together, in bytes.</summary>
    public const long MaxTotalBytes = 256L * 1024 * 1024;

    private readonly DiskFiles _files;
    private readonly RepositorySources _sources;

    internal SpecFolder(string root, string start, long maxTotalBytes = MaxTotalBytes)
    {
        Root = root;
        Start = start;
        _files = new DiskFiles(root);
        _sources = new RepositorySources(_files, maxTotalBytes);
    }

    /// <summary>The absolute path of the repository's top folder, in the spelling of the system.</summary>
    public string Root { get; }

    /// <summary>The folder that was given (of a file, its folder), relative to <see cref="Root"/>; "" is the root.</summary>
    public string Start { get; }

    /// <summary>
    /// The repository around <paramref name="path"/>: the nearest folder upwards that has a <c>.git</c> folder or file;
    /// without one, the given folder itself. Null with a finding where the path does not exist or leads out of the repository.
    /// </summary>
    public static Diagnosed<SpecFolder?> Open(string path)
    {
        var given = new SourceText(path.Replace('\\', '/'), "").Start;
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) || !Path.Exists(path))
        {
            return new(null, [Diagnostic.Create(WorkspaceDiagnostics.PathNotFound, given, $"Path '{path}' does not exist.")]);
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var start = Directory.Exists(full) ? full : Path.GetDirectoryName(full)!;
        var root = FindRoot(start) ?? start;
        var relative = Path.GetRelativePath(root, start).Replace(Path.DirectorySeparatorChar, '/');
        var folder = new SpecFolder(root, relative == "." ? "" : relative);
        return folder.EntryAt(folder.Start) == SourceEntry.Folder
            ? new(folder, [])
            : new(null, [Diagnostic.Create(WorkspaceDiagnostics.OutsideRepository, given, $"Path '{path}' leads out of its repository.")]);
    }

    /// <summary>
    /// What was wrong while folders were listed, so far: unreadable folders, and links that were passed over. Sorted.
    /// </summary>
    public ImmutableArray<Diagnostic> ListingDiagnostics() => _sources.ListingDiagnostics();

    /// <summary>The absolute path of a file without any link in it; null where the path leads to no file of the repository.</summary>
    internal string? RealFile(string path) =>
        _sources.Resolve(path) is { Kind: PathKind.File } resolved ? _files.FullPath(resolved.Real) : null;

    public SourceEntry EntryAt(string path) => _sources.EntryAt(path);

    public ImmutableArray<string> FilesBelow(string folder) => _sources.FilesBelow(folder);

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) => _sources.Read(path, cause);

    private static string? FindRoot(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return null;
    }
}
