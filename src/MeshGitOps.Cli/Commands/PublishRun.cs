using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>
/// One publication: the specs of a commit are rendered and compared with what is published, and the difference is committed.
/// Where somebody else was faster, all of that is done again from the same commit.
/// </summary>
internal sealed class PublishRun(
    GitRepository repository,
    SourceCommit source,
    PublishRequest request,
    CommandSession session,
    ReportOptions options,
    ReportSettings settings)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <exception cref="UsageException">There is nothing at the path, it is no repository, or the revision is not in it.</exception>
    public static ExitCode Start(string path, PublishRequest request, CommandSession session, ReportOptions options, ReportSettings settings)
    {
        var folder = session.Absolute(path);
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"Folder '{path}' does not exist.");
        }

        var repository = Required(GitRepository.Open(folder));
        var commit = repository.Commit(request.Source) ?? throw new UsageException(
            request.Source == PublishRequest.CheckedOut
                ? "The repository has no commit yet, and what is published names the commit that it is rendered from. Run 'git add --all' and 'git commit'."
                : $"Revision '{request.Source}' is no commit of the repository; a shallow clone lacks what was not fetched.");
        var source = Required(SourceCommit.Read(repository, commit));
        using var run = WorkspaceRun.OpenCommit(repository, commit, repository.Folder, session);
        return new PublishRun(repository, source, request, session, options, settings).Run(run);
    }

    private ExitCode Run(WorkspaceRun run)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (exitCode, isRaced) = Attempt(run, isLast: attempt == request.Attempts);
            if (!isRaced)
            {
                return exitCode;
            }

            session.Error.WriteLine($"The branch moved meanwhile; trying again ({attempt + 1} of {request.Attempts}).");
            Thread.Sleep(PauseAfter(attempt));
        }
    }

    private (ExitCode ExitCode, bool IsRaced) Attempt(WorkspaceRun run, bool isLast)
    {
        using var progress = new Progress(session);
        PublicationTarget? target = null;
        var result = run.Run(new PipelineOptions
        {
            MaxParallelism = options.MaxParallelism,
            Suppression = request.Suppression,
            OnStage = progress.Report,
            PreviouslyShared = specs =>
            {
                progress.Report("Reading what is published");
                var (opened, problems) = PublicationTarget.Open(specs, run, repository, request);
                target = opened;
                return opened is null ? new([], problems) : opened.Output.PreviouslyShared();
            },
        });
        using var opened = target;
        SuppressionArguments.Check(request.Suppression, result);
        var report = new PublishReport(run, session, options, settings, result, progress)
        {
            Request = request,
            Source = source,
            Target = target,
        };
        if (CheckedRun.HasNoInputs(result))
        {
            return (report.WriteNoInputs(), false);
        }

        if (target is null || result.Diagnostics.Any(RuleCatalog.StopsOutput))
        {
            return (report.Stop(result.Diagnostics), false);
        }

        ImmutableArray<Diagnostic> refusals = [.. CheckSource(result.Specs), .. target.Check(source)];
        if (!refusals.IsEmpty)
        {
            return (report.Stop([.. result.Diagnostics, .. refusals]), false);
        }

        if (AddressLockFile.Write(result.CommittedAddresses) != AddressLockFile.Write(result.Plan.Addresses))
        {
            return (report.WriteLockDrift(run.Display(WorkspaceFiles.LockPath(result.Specs) ?? ""), result.Diagnostics), false);
        }

        return Publish(run, target, result, report, progress, isLast);
    }

    private (ExitCode ExitCode, bool IsRaced) Publish(
        WorkspaceRun run,
        PublicationTarget target,
        PipelineResult result,
        PublishReport report,
        Progress progress,
        bool isLast)
    {
        progress.Report("Comparing");
        var (whole, conflicts) = target.Holds(result.Tree)
            ? new(OutputDifference.None with { Unchanged = [.. result.Tree.Files.Select(file => file.Path)] }, [])
            : target.Output.Compare(result.Tree);
        if (conflicts.Any(RuleCatalog.StopsOutput))
        {
            return (report.Stop([.. result.Diagnostics, .. conflicts]), false);
        }

        var change = RenderChange.Of(target.Output, result, whole, request.Phase, AdditiveStep.Furthest, target.Directory);
        if (change.Problems.Any(RuleCatalog.StopsOutput))
        {
            return (report.Stop([.. result.Diagnostics, .. change.Problems]), false);
        }

        var difference = request.HandEdits == HandEdits.Overwrite ? change.Difference.Overwriting() : change.Difference;
        if (!difference.HandEdited.IsEmpty)
        {
            return (report.Stop([.. result.Diagnostics, .. target.Output.HandEditedFindings(difference)], ExitCode.Drift), false);
        }

        progress.Report("Publishing");
        var (publication, refusals) = target.Publish(change.Tree, difference, source, session.Clock.GetUtcNow());
        if (publication.Outcome == PublicationOutcome.Raced && !isLast)
        {
            return (ExitCode.Refused, true);
        }

        var findings = DiagnosticOrder.Sort(result.Diagnostics.Concat(change.Findings));
        if (publication.Outcome is PublicationOutcome.Raced or PublicationOutcome.Refused)
        {
            ImmutableArray<Diagnostic> stops = [.. findings, .. refusals.IsEmpty ? [target.Moved(request.Attempts)] : refusals];
            return (publication.Commits.IsEmpty ? report.Stop(stops) : report.WriteUnpushed(stops, publication), false);
        }

        report.WriteFindings(findings);
        report.WritePublication(publication, difference);
        report.WriteHeldBack(change.HeldBack, "publish");
        report.WriteSummary(findings, ExitCode.Clean);
        return (ExitCode.Clean, false);
    }

    /// <summary>The working tree counts where it is of the commit that is rendered.</summary>
    private ImmutableArray<Diagnostic> CheckSource(SpecSet specs) =>
        !request.AllowDirty && repository.WorkTree is not null && source.Sha == repository.Commit(PublishRequest.CheckedOut)
            ? SourceChecks.Check(repository, WorkspaceFiles.OutputPath(specs))
            : [];

    /// <summary>Twice as long each time, up to twice of that by chance: those who met once do not meet again.</summary>
    private static TimeSpan PauseAfter(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, attempt - 1);
        return (pause < LongestPause ? pause : LongestPause) * (1 + Random.Shared.NextDouble());
    }

    private static T Required<T>(Diagnosed<T?> diagnosed)
        where T : class =>
        diagnosed.Value ?? throw new UsageException(string.Join(' ', new[] { diagnosed.Diagnostics[0].Message, diagnosed.Diagnostics[0].Help }.OfType<string>()));
}
