using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Cli;

/// <summary>A workspace that a command works on, on disk or in a commit, or manifests without one.</summary>
internal sealed class WorkspaceRun : IDisposable
{
    private readonly CommandSession _session;
    private readonly IRepositoryFolder _folder;
    private readonly SourceFolderWith? _changed;

    private WorkspaceRun(CommandSession session, IRepositoryFolder folder, string root, SourceFolderWith? changed = null)
    {
        _session = session;
        _folder = folder;
        Root = root;
        _changed = changed;
        HasWorkspaceFile = SpecReader.FindWorkspaceFolder(folder, folder.Start) is not null;
        Folder = SpecReader.FindWorkspaceFolder(folder, folder.Start) ?? folder.Start;
    }

    /// <summary>The folder of the workspace, from the root of its repository.</summary>
    public string Folder { get; }

    public bool HasWorkspaceFile { get; }

    /// <summary>The top folder of the repository, absolute. Of a commit it is the working tree, or the bare repository, whatever lies there now.</summary>
    public string Root { get; }

    /// <summary>The clusters whose manifests are checked without any spec; empty where it is a workspace.</summary>
    public ImmutableArray<BareCluster> BareClusters { get; private init; } = [];

    /// <summary>Whether what stands in the place of files (see <see cref="With"/>) was looked at.</summary>
    public bool IsChangeRead => _changed is null or { AreAllRead: true };

    private ISourceFolder Source => _changed is null ? _folder : _changed;

    /// <exception cref="UsageException">There is nothing at the path, or it leads out of its repository.</exception>
    public static WorkspaceRun Open(string path, CommandSession session)
    {
        if (path.Contains('\0', StringComparison.Ordinal) || !Path.Exists(session.Absolute(path)))
        {
            throw new UsageException($"Path '{path}' does not exist.");
        }

        var (folder, findings) = SpecFolder.Open(session.Absolute(path));
        return folder is null ? throw new UsageException(findings[0].Message) : new WorkspaceRun(session, folder, folder.Root);
    }

    /// <summary>The same from the files of a commit: what is not committed is not there, and nothing can be written.</summary>
    /// <param name="commit">The whole name of a commit, as <see cref="GitRepository.Commit"/> gives it.</param>
    /// <param name="path">From the top of the repository; "" is the top.</param>
    /// <exception cref="UsageException">There is nothing at the path, or the commit cannot be listed.</exception>
    public static WorkspaceRun OpenCommit(GitRepository repository, string commit, string path, CommandSession session)
    {
        var (folder, findings) = GitSpecFolder.Open(repository, commit, path);
        return folder is null
            ? throw new UsageException(string.Join(' ', [findings[0].Message, .. findings[0].Help is { } help ? [help] : Array.Empty<string>()]))
            : new WorkspaceRun(session, folder, repository.WorkTree ?? repository.GitFolder);
    }

    /// <summary>The same folder as manifests of clusters that have no spec.</summary>
    public WorkspaceRun AsManifestsOf(ImmutableArray<BareCluster> clusters) =>
        new(_session, _folder, Root, _changed) { BareClusters = clusters };

    /// <summary>The same with other texts at some paths (from the root of the repository).</summary>
    public WorkspaceRun With(ImmutableSortedDictionary<string, Diagnosed<SourceText?>> texts) =>
        new(_session, _folder, Root, new SourceFolderWith(_folder, texts)) { BareClusters = BareClusters };

    /// <summary>Writes changed files of the repository.</summary>
    public Diagnosed<ImmutableArray<string>> Write(ImmutableArray<SourceChange> changes) =>
        SourceWriter.Write(_folder as SpecFolder ?? throw new InvalidOperationException("A commit never changes."), changes);

    /// <summary>Ends the git that the files of a commit come from; a workspace on disk has nothing to end.</summary>
    public void Dispose() => (_folder as IDisposable)?.Dispose();

    /// <summary>A <c>meshgitops.yaml</c> makes it one, and so does any spec.</summary>
    public bool IsWorkspace(int maxParallelism) => HasWorkspaceFile || HasSpecs(maxParallelism);

    /// <summary>Whether a file of the folder holds a spec, or what was meant for one; policies and settings do not count.</summary>
    public bool HasSpecs(int maxParallelism) => SpecReader.HoldsSpecs(Source, Folder, maxParallelism);

    /// <summary>The rules of the user's own that policies of the folder hold, as far as they can be read; sorted by id.</summary>
    public ImmutableArray<CustomRule> CustomRules(int maxParallelism) =>
        PolicyFile.Read(SpecReader.ReadPolicies(Source, Folder, maxParallelism).Value.Policies).Value.Custom;

    public PipelineResult Run(PipelineOptions options)
    {
        var result = Pipeline.Run(Source, options with { StartFolder = Folder, BareClusters = BareClusters });
        var listing = _folder.ListingDiagnostics();
        return listing.IsEmpty
            ? result
            : result with { Diagnostics = DiagnosticOrder.Sort(result.Diagnostics.Concat(listing)) };
    }

    /// <summary>A path of a finding (from the root of the repository) as the user would write it; in a commit it stays from the root.</summary>
    public string Display(string path) => _folder is SpecFolder ? _session.Display(AbsolutePath(path)) : TerminalText.Clean(path);

    /// <summary>It is not checked.</summary>
    public string AbsolutePath(string path) => Path.GetFullPath(Path.Combine(Root, path));

    /// <summary>A file of the repository that no spec names.</summary>
    public Diagnosed<SourceText?> Read(string path) => _folder.Read(path, null);

    /// <summary>A path of the command line, from the root of the repository.</summary>
    public string RelativePath(string path)
    {
        var relative = Path.GetRelativePath(Root, Path.TrimEndingDirectorySeparator(_session.Absolute(path))).Replace(Path.DirectorySeparatorChar, '/');
        return relative == "." ? "" : relative;
    }

    /// <summary>Whether a path of the command line lies in the repository, by its name alone.</summary>
    public bool IsInRepository(string path) => RelativePath(path) is not (".." or ['.', '.', '/', ..]);

    /// <summary>The absolute path of a file that a spec names, to be written.</summary>
    /// <exception cref="UsageException">It leaves the repository: nothing is ever written elsewhere on the word of a spec.</exception>
    public string PathToWrite(string? path) =>
        path is not null && _folder.EntryAt(path) != SourceEntry.Outside
            ? AbsolutePath(path)
            : throw new UsageException($"Path '{path}' leads out of the repository; nothing is written there.");
}
