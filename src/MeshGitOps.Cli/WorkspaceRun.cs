using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli;

/// <summary>A workspace on disk that a command works on, or manifests without one.</summary>
internal sealed class WorkspaceRun
{
    private readonly CommandSession _session;
    private readonly SpecFolder _folder;
    private readonly SourceFolderWith? _changed;

    private WorkspaceRun(CommandSession session, SpecFolder folder, SourceFolderWith? changed = null)
    {
        _session = session;
        _folder = folder;
        _changed = changed;
        HasWorkspaceFile = SpecReader.FindWorkspaceFolder(folder, folder.Start) is not null;
        Folder = SpecReader.FindWorkspaceFolder(folder, folder.Start) ?? folder.Start;
    }

    /// <summary>The folder of the workspace, from the root of its repository.</summary>
    public string Folder { get; }

    public bool HasWorkspaceFile { get; }

    /// <summary>Absolute.</summary>
    public string Root => _folder.Root;

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
        return folder is null ? throw new UsageException(findings[0].Message) : new WorkspaceRun(session, folder);
    }

    /// <summary>The same folder as manifests of clusters that have no spec.</summary>
    public WorkspaceRun AsManifestsOf(ImmutableArray<BareCluster> clusters) =>
        new(_session, _folder, _changed) { BareClusters = clusters };

    /// <summary>The same with other texts at some paths (from the root of the repository).</summary>
    public WorkspaceRun With(ImmutableSortedDictionary<string, Diagnosed<SourceText?>> texts) =>
        new(_session, _folder, new SourceFolderWith(_folder, texts)) { BareClusters = BareClusters };

    /// <summary>Writes changed files of the repository.</summary>
    public Diagnosed<ImmutableArray<string>> Write(ImmutableArray<SourceChange> changes) => SourceWriter.Write(_folder, changes);

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

    /// <summary>A path of a finding (from the root of the repository) as the user would write it.</summary>
    public string Display(string path) => _session.Display(AbsolutePath(path));

    public string AbsolutePath(string path) => _folder.AbsolutePath(path);

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
