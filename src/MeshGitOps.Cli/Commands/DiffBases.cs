using MeshGitOps.Policies;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>Finds what <c>diff</c> compares with.</summary>
internal sealed class DiffBases(SpecSet specs, WorkspaceRun run, CommandSession session, DiffRequest request, int maxParallelism)
{
    private readonly string _output = WorkspaceFiles.OutputPath(specs) ?? WorkspaceSpec.DefaultOutputDirectory;

    /// <exception cref="UsageException">There is nothing to compare with where the command line says.</exception>
    public Diagnosed<DiffBase?> Open()
    {
        if (request.Against is not { } against)
        {
            var publish = specs.Workspace.Publish;
            return publish.EffectiveTarget == PublishTarget.Branch
                ? OfBranches(publish.EffectiveBranch)
                : OfFolder(run.PathToWrite(WorkspaceFiles.OutputPath(specs)));
        }

        if (against.Contains(BranchPattern.Placeholder, StringComparison.Ordinal))
        {
            return OfBranches(BranchPattern.TryCreate(against, out var reason) ?? throw new UsageException($"The branch '{against}' {reason}."));
        }

        var folder = Path.TrimEndingDirectorySeparator(session.Absolute(against));
        var isFolder = Directory.Exists(folder);
        if (IsPath(against))
        {
            return isFolder ? OfRendered(folder, against) : throw new UsageException($"There is no folder '{against}' to compare with.");
        }

        var (repository, problems) = GitRepository.Open(run.Root);
        var commit = repository is null ? null : CommitOf(repository, against);
        return (isFolder, repository, commit) switch
        {
            (true, _, not null) => throw new UsageException(
                $"'{against}' is a folder and a revision of git: write './{against}' for the folder, or 'refs/heads/{against}' for the branch."),
            (true, _, _) => OfRendered(folder, against),
            (_, not null, not null) => OfCommit(repository, commit, against),
            (_, null, _) when problems.Any(problem => problem.Descriptor == GitDiagnostics.NotTrusted) => new(null, problems),
            (_, null, _) => throw new UsageException($"There is no folder '{against}' to compare with, and no repository of git that could have such a revision."),
            _ => throw new UsageException(
                $"There is no folder and no revision '{against}' to compare with."
                + (repository.IsShallow ? " The clone is shallow: what was not fetched is not here." : "")),
        };
    }

    /// <summary>What no revision looks like.</summary>
    private static bool IsPath(string against) =>
        against is "." or ".." || against.StartsWith("./", StringComparison.Ordinal) || against.StartsWith("../", StringComparison.Ordinal)
        || against.EndsWith('/') || Path.IsPathRooted(against) || against.Contains('\\', StringComparison.Ordinal);

    /// <summary>A branch that was only fetched goes by its own name too.</summary>
    private string? CommitOf(GitRepository repository, string against) =>
        repository.Commit(against) ?? repository.Commit($"refs/remotes/{specs.Workspace.Publish.EffectiveRemote}/{against}");

    private Diagnosed<DiffBase?> OfRendered(string folder, string against) =>
        Directory.Exists(Path.Combine(folder, ".meshgitops"))
            ? OfFolder(folder)
            : throw new UsageException($"The folder '{against}' holds no rendered output: it has no '.meshgitops'.");

    /// <summary>An output folder; where there is none yet, everything is new.</summary>
    private Diagnosed<DiffBase?> OfFolder(string path)
    {
        var output = run.RelativePath(path);
        var (folder, findings) = OutputFolder.Open(path, output);
        return new(folder is null ? null : DiffBase.Of(folder, $"{session.Display(path)}/", output), findings);
    }

    /// <summary>What <c>publish --to branch</c> left, as far as it was fetched; where there is none yet, everything is new.</summary>
    private Diagnosed<DiffBase?> OfBranches(BranchPattern pattern)
    {
        var (repository, findings) = GitRepository.Open(run.Root);
        if (repository is null)
        {
            return new(null, findings);
        }

        var settings = new PublishSettings(pattern, specs.WorkspaceFolder, ToolVersion.Text) { TrackedRemote = specs.Workspace.Publish.EffectiveRemote };
        var (branches, problems) = new BranchPublisher(repository, settings).Read(specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
        return branches is null
            ? new(null, problems)
            : new(DiffBase.Of(branches.Output, branches.Branches.Any(branch => branch.Tip is not null) ? $"branch {pattern}" : $"branch {pattern} (not published yet)", _output), []);
    }

    /// <summary>The output directory in a commit; else the root of its tree, as on a branch that is published to; else what its specs render to.</summary>
    private Diagnosed<DiffBase?> OfCommit(GitRepository repository, string commit, string against)
    {
        // The workspace may be found by a '.git' that is not the top of what git works on.
        var prefix = repository.WorkTree is null ? "" : Path.GetRelativePath(repository.WorkTree, run.Root).Replace(Path.DirectorySeparatorChar, '/');
        foreach (var folder in new[] { Below(prefix, _output), "" })
        {
            var (output, findings) = GitOutput.Open(repository, commit, folder, against);
            if (output is null)
            {
                return new(null, findings);
            }

            if (output.HasInventories)
            {
                return new(DiffBase.Of(output, folder.Length == 0 ? against : $"{against}:{folder}/", _output), []);
            }

            output.Dispose();
        }

        using var old = WorkspaceRun.OpenCommit(repository, commit, Below(prefix, run.Folder), session);
        return new(DiffBase.Of(Render(old, against), $"the specs of {against}", _output), []);
    }

    /// <exception cref="UsageException">The specs have errors.</exception>
    private OutputTree Render(WorkspaceRun old, string against)
    {
        var result = old.Run(new PipelineOptions { MaxParallelism = maxParallelism, Suppression = request.Suppression with { UnusedSeverity = null } });
        if (CheckedRun.HasNoInputs(result))
        {
            throw new UsageException($"Revision '{against}' holds neither rendered output nor specs to compare with.");
        }

        // What a rule finds keeps a render from being written, but not from being compared with.
        var stopping = result.Diagnostics.Where(finding => RuleCatalog.StopsOutput(finding) && RuleNames.IsNumbered(finding.Id)).ToList();
        return stopping is [var first, ..]
            ? throw new UsageException(
                $"Revision '{against}' holds no rendered output, and its specs cannot be rendered: {first.Message} ({first.Location.Path}, {first.Id})")
            : result.Tree;
    }

    private static string Below(string prefix, string path) =>
        prefix is "" or "." ? path : path.Length == 0 ? prefix : $"{prefix}/{path}";
}
