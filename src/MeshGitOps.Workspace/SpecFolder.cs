using System.Collections.Concurrent;
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
public sealed class SpecFolder : ISourceFolder
{
    /// <summary>The size limit of one file, in bytes.</summary>
    public const int MaxFileBytes = 4 * 1024 * 1024;

    /// <summary>The size limit of all files of a run together, in bytes.</summary>
    public const long MaxTotalBytes = 256L * 1024 * 1024;

    private readonly RepositoryPaths _paths;
    private readonly long _maxTotalBytes;
    private readonly ConcurrentDictionary<string, Lazy<RepositoryListing>> _listings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SourceText> _texts = new(StringComparer.Ordinal);
    private long _totalBytes;
    private int _totalReported;

    internal SpecFolder(string root, string start, long maxTotalBytes = MaxTotalBytes)
    {
        Root = root;
        Start = start;
        _paths = new RepositoryPaths(root);
        _maxTotalBytes = maxTotalBytes;
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
    public ImmutableArray<Diagnostic> ListingDiagnostics() =>
        DiagnosticOrder.Sort(_listings.Values.SelectMany(listing => listing.Value.Diagnostics));

    /// <summary>The absolute path of a path relative to <see cref="Root"/>, in the spelling of the system; it is not checked.</summary>
    public string AbsolutePath(string path) => Path.GetFullPath(Path.Combine(Root, path));

    /// <summary>The absolute path of a file without any link in it; null where the path leads to no file of the repository.</summary>
    internal string? RealFile(string path) =>
        _paths.Resolve(path) is { Kind: PathKind.File } resolved ? _paths.FullPath(resolved.Real) : null;

    public SourceEntry EntryAt(string path) => _paths.Resolve(path).Kind switch
    {
        PathKind.File => SourceEntry.File,
        PathKind.Folder => SourceEntry.Folder,
        PathKind.Outside => SourceEntry.Outside,
        _ => SourceEntry.None,
    };

    public ImmutableArray<string> FilesBelow(string folder) =>
        _listings.GetOrAdd(folder, key => new Lazy<RepositoryListing>(() => RepositoryListing.Of(_paths, key))).Value.Files;

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause)
    {
        if (_texts.TryGetValue(path, out var known))
        {
            return new(known, []);
        }

        var resolved = _paths.Resolve(path);
        if (resolved.Kind != PathKind.File)
        {
            return new(null, [Unresolved(path, cause ?? new SourceText(path, "").Start, resolved.Kind)]);
        }

        var read = SourceFile.Read(_paths.FullPath(resolved.Real), path, cause);
        if (read.Value is not { } file)
        {
            return new(null, read.Diagnostics);
        }

        // Two threads may read the same file at once; only the one whose text is kept counts it.
        if (_texts.TryAdd(path, file.Text) && Interlocked.Add(ref _totalBytes, file.Bytes) > _maxTotalBytes)
        {
            _texts.TryRemove(path, out _);
            return new(null, TotalExceeded(path));
        }

        return new(_texts.GetValueOrDefault(path, file.Text), []);
    }

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

    private static Diagnostic Unresolved(string path, SourceLocation location, PathKind kind) => kind switch
    {
        PathKind.Outside => Diagnostic.Create(
            WorkspaceDiagnostics.OutsideRepository, location, $"Path '{path}' leads out of the repository and is not read."),
        PathKind.TooManyLinks => Diagnostic.Create(
            WorkspaceDiagnostics.TooManyLinks, location, $"Path '{path}' goes through more than {RepositoryPaths.MaxLinks} symbolic links."),
        PathKind.Folder => Diagnostic.Create(
            WorkspaceDiagnostics.FileUnreadable, location, $"File '{path}' cannot be read because it is a folder."),
        _ => Diagnostic.Create(
            WorkspaceDiagnostics.FileUnreadable, location, $"File '{path}' cannot be read because it does not exist."),
    };

    private ImmutableArray<Diagnostic> TotalExceeded(string path) =>
        Interlocked.Exchange(ref _totalReported, 1) == 1
            ? []
            :
            [
                Diagnostic.Create(
                    WorkspaceDiagnostics.SourcesTooLarge,
                    new SourceText(path, "").Start,
                    $"The files of this run have more than {_maxTotalBytes} bytes together; from '{path}' on they are not read.",
                    "Name the folders that hold specs in 'spec.specs' of the workspace."),
            ];
}
