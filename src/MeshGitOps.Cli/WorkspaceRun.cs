using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli;

/// <summary>A workspace on disk that a command works on.</summary>
internal sealed class WorkspaceRun
{
    private readonly CommandSession _session;
    private readonly SpecFolder _folder;

    private WorkspaceRun(CommandSession session, SpecFolder folder)
    {
        _session = session;
        _folder = folder;
        Folder = SpecReader.FindWorkspaceFolder(folder, folder.Start) ?? folder.Start;
    }

    /// <summary>The folder of the workspace, from the root of its repository.</summary>
    public string Folder { get; }

    /// <summary>Absolute.</summary>
    public string Root => _folder.Root;

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

    public PipelineResult Run(PipelineOptions options)
    {
        var result = Pipeline.Run(_folder, options with { StartFolder = Folder });
        var listing = _folder.ListingDiagnostics();
        return listing.IsEmpty
            ? result
            : result with { Diagnostics = DiagnosticOrder.Sort(result.Diagnostics.Concat(listing)) };
    }

    /// <summary>A path of a finding (from the root of the repository) as the user would write it.</summary>
    public string Display(string path) => _session.Display(AbsolutePath(path));

    public string AbsolutePath(string path) => _folder.AbsolutePath(path);

    /// <summary>A path of the command line, from the root of the repository.</summary>
    public string RelativePath(string path)
    {
        var relative = Path.GetRelativePath(Root, _session.Absolute(path)).Replace(Path.DirectorySeparatorChar, '/');
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
