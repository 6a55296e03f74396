using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Sources;

/// <summary>The sources of a repository, the same wherever its files lie. What was listed or read once stays the same for the whole run.</summary>
/// <param name="maxTotalBytes">Of all files that are read.</param>
internal sealed class RepositorySources(IRepositoryFiles files, long maxTotalBytes) : ISourceFolder
{
    private readonly RepositoryPaths _paths = new(files);
    private readonly ConcurrentDictionary<string, Lazy<RepositoryListing>> _listings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SourceText> _texts = new(StringComparer.Ordinal);
    private long _totalBytes;
    private int _totalReported;

    /// <summary>What was wrong while folders were listed, so far. Sorted.</summary>
    public ImmutableArray<Diagnostic> ListingDiagnostics() =>
        DiagnosticOrder.Sort(_listings.Values.SelectMany(listing => listing.Value.Diagnostics));

    public ResolvedPath Resolve(string path) => _paths.Resolve(path);

    public SourceEntry EntryAt(string path) => Resolve(path).Kind switch
    {
        PathKind.File => SourceEntry.File,
        PathKind.Folder => SourceEntry.Folder,
        PathKind.Outside => SourceEntry.Outside,
        PathKind.Submodule => SourceEntry.Submodule,
        _ => SourceEntry.None,
    };

    public ImmutableArray<string> FilesBelow(string folder) =>
        _listings.GetOrAdd(folder, key => new Lazy<RepositoryListing>(() => RepositoryListing.Of(files, _paths, key))).Value.Files;

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause)
    {
        if (_texts.TryGetValue(path, out var known))
        {
            return new(known, []);
        }

        var resolved = Resolve(path);
        if (resolved.Kind != PathKind.File)
        {
            return new(null, [Unresolved(path, cause ?? new SourceText(path, "").Start, resolved)]);
        }

        var read = SourceFile.Read(files, resolved.Real, path, cause);
        if (read.Value is not { } file)
        {
            return new(null, read.Diagnostics);
        }

        // Two threads may read the same file at once; only the one whose text is kept counts it.
        if (_texts.TryAdd(path, file.Text) && Interlocked.Add(ref _totalBytes, file.Bytes) > maxTotalBytes)
        {
            _texts.TryRemove(path, out _);
            return new(null, TotalExceeded(path));
        }

        return new(_texts.GetValueOrDefault(path, file.Text), []);
    }

    private static Diagnostic Unresolved(string path, SourceLocation location, ResolvedPath resolved) => resolved.Kind switch
    {
        PathKind.Outside => Diagnostic.Create(
            WorkspaceDiagnostics.OutsideRepository, location, $"Path '{path}' leads out of the repository and is not read."),
        PathKind.TooManyLinks => Diagnostic.Create(
            WorkspaceDiagnostics.TooManyLinks, location, $"Path '{path}' goes through more than {RepositoryPaths.MaxLinks} symbolic links."),
        PathKind.Folder => Diagnostic.Create(
            WorkspaceDiagnostics.FileUnreadable, location, $"File '{path}' cannot be read because it is a folder."),
        PathKind.Submodule => Diagnostic.Create(
            WorkspaceDiagnostics.FileUnreadable,
            location,
            $"File '{path}' cannot be read because it lies in the submodule '{resolved.Real}', whose files no commit of this repository holds.",
            "Copy the file into the repository."),
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
                    $"The files of this run have more than {maxTotalBytes} bytes together; from '{path}' on they are not read.",
                    "Name the folders that hold specs in 'spec.specs' of the workspace."),
            ];
}
