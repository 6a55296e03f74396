using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// The files of one commit, read without a working tree: what is ignored, changed or not committed is not there, and a bare repository is as good as any.
/// Nothing is fetched, and no filter runs. For several threads.
/// </summary>
public sealed class GitSpecFolder : IRepositoryFolder, IDisposable
{
    private readonly GitObjects _objects;
    private readonly RepositorySources _sources;

    private GitSpecFolder(string commit, string start, GitObjects objects, RepositorySources sources)
    {
        Commit = commit;
        Start = start;
        _objects = objects;
        _sources = sources;
    }

    /// <summary>The whole name of the commit.</summary>
    public string Commit { get; }

    public string Start { get; }

    /// <summary>Null with a finding where the commit cannot be listed, or has nothing at the path.</summary>
    /// <param name="commit">The whole name of a commit, as <see cref="GitRepository.Commit"/> gives it.</param>
    /// <param name="path">A folder or file of the commit, from its top; "" is the top. It may go through links.</param>
    public static Diagnosed<GitSpecFolder?> Open(GitRepository repository, string commit, string path) =>
        Open(repository, commit, path, SpecFolder.MaxTotalBytes, CommitListing.MaxEntries);

    internal static Diagnosed<GitSpecFolder?> Open(GitRepository repository, string commit, string path, long maxTotalBytes, int maxEntries)
    {
        var place = new SourceText(path.Length == 0 ? "." : path, "").Start;
        try
        {
            if (CommitReader.Read(repository.Command, commit, maxEntries) is not { } root)
            {
                return new(null,
                [
                    Diagnostic.Create(
                        CommitDiagnostics.CommitTooLarge,
                        place,
                        $"Commit {commit} has more than {maxEntries} files and folders, or their paths more than {CommitListing.MaxBytes} bytes.",
                        "Keep the specs in a repository of their own."),
                ]);
            }

            var objects = new GitObjects(repository.Command);
            var sources = new RepositorySources(new CommitFiles(root, objects), maxTotalBytes);
            var (start, findings) = StartOf(sources, path, commit, place);
            if (start is not null)
            {
                return new(new GitSpecFolder(commit, start, objects, sources), []);
            }

            objects.Dispose();
            return new(null, findings);
        }
        catch (GitException exception)
        {
            return new(null,
            [
                Diagnostic.Create(
                    GitDiagnostics.ObjectMissing, place, $"The files of commit {commit} cannot be listed, because {exception.Message}.", SourceFile.FetchHelp),
            ]);
        }
    }

    public SourceEntry EntryAt(string path) => _sources.EntryAt(path);

    public ImmutableArray<string> FilesBelow(string folder) => _sources.FilesBelow(folder);

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) => _sources.Read(path, cause);

    public ImmutableArray<Diagnostic> ListingDiagnostics() => _sources.ListingDiagnostics();

    /// <summary>Ends the git that contents come from.</summary>
    public void Dispose() => _objects.Dispose();

    private static Diagnosed<string?> StartOf(RepositorySources sources, string path, string commit, SourceLocation place) => sources.EntryAt(path) switch
    {
        SourceEntry.Folder => new(path.Trim('/'), []),
        SourceEntry.File => new(SourcePaths.FolderOf(path), []),
        SourceEntry.Outside => new(null, [Diagnostic.Create(WorkspaceDiagnostics.OutsideRepository, place, $"Path '{path}' leads out of its repository.")]),
        SourceEntry.Submodule => new(null, [Diagnostic.Create(WorkspaceDiagnostics.PathNotFound, place, $"Path '{path}' lies in a submodule, whose files no commit of this repository holds.")]),
        _ => new(null, [Diagnostic.Create(WorkspaceDiagnostics.PathNotFound, place, $"Path '{path}' does not exist in commit {commit}.")]),
    };
}
