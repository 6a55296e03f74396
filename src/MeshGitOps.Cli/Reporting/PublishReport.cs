using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>publish</c> prints: findings, the files that differ, the commits, the summary.</summary>
internal sealed class PublishReport(
    WorkspaceRun run,
    CommandSession session,
    ReportOptions options,
    ReportSettings settings,
    PipelineResult result,
    Progress progress)
    : RunReport(run, session, options, settings, result, progress)
{
    private const int ShortName = 12;

    private Publication? _publication;
    private OutputDifference _difference = OutputDifference.None;

    public required PublishRequest Request { get; init; }

    public required SourceCommit Source { get; init; }

    /// <summary>Null where what is published cannot be read.</summary>
    public required PublicationTarget? Target { get; init; }

    /// <summary>Findings that stand in the way.</summary>
    public ExitCode Stop(IEnumerable<Diagnostic> findings)
    {
        var sorted = DiagnosticOrder.Sort(findings);
        return Stop(sorted, StoppedRun.ExitCodeOf(sorted));
    }

    public ExitCode Stop(IEnumerable<Diagnostic> findings, ExitCode exitCode)
    {
        var sorted = DiagnosticOrder.Sort(findings);
        WriteFindings(sorted);
        Output.WriteLine(Style.Bold("Nothing was published."));
        WriteSummary(sorted, exitCode);
        return exitCode;
    }

    /// <summary>The remote refuses what is committed here.</summary>
    public ExitCode WriteUnpushed(IEnumerable<Diagnostic> findings, Publication publication)
    {
        _publication = publication;
        var sorted = DiagnosticOrder.Sort(findings);
        WriteFindings(sorted);
        WriteCommits("Committed to", publication);
        Output.WriteLine(Style.Bold("Nothing was pushed."));
        WriteSummary(sorted, ExitCode.Refused);
        return ExitCode.Refused;
    }

    /// <summary>The committed lock file of virtual addresses lacks lines: a publication never decides what nobody has seen.</summary>
    public ExitCode WriteLockDrift(string lockPath, ImmutableArray<Diagnostic> findings)
    {
        WriteFindings(findings);
        WriteLockDrift(lockPath);
        Output.WriteLine("help: Run 'meshgitops render', and commit the lock file.");
        Output.WriteLine(Style.Bold("Nothing was published."));
        WriteSummary(findings, ExitCode.Drift);
        return ExitCode.Drift;
    }

    public void WritePublication(Publication publication, OutputDifference difference)
    {
        _publication = publication;
        _difference = difference;
        var target = Target ?? throw new InvalidOperationException("Something was published, and nothing to publish to is known.");
        if (publication.Outcome == PublicationOutcome.Unchanged)
        {
            Output.WriteLine(difference.IsEmpty
                ? $"{target.DisplayName} is up to date, {Plural.Of(difference.Unchanged.Length, "file")}; nothing was committed."
                : $"{target.DisplayName} holds this already; nothing was committed.");
            return;
        }

        if (!difference.IsEmpty)
        {
            WriteTree($"{target.DisplayName}:", difference);
        }

        WriteCommits(target.Settings.Remote is null ? "Committed to" : "Pushed to", publication);
    }

    protected override string PublicationText(ReportFormat format, ImmutableArray<Diagnostic> findings, ExitCode exitCode)
    {
        var publication = new ReportedPublication(Request, Source.Sha, Target, _publication, _difference, findings)
        {
            HeldBack = HeldBack,
            ExitCode = exitCode,
            Elapsed = Elapsed,
        };
        return format == ReportFormat.Json ? PublicationJson.Of(publication) : PublicationMarkdown.Of(publication);
    }

    private void WriteCommits(string done, Publication publication)
    {
        foreach (var commit in publication.Commits)
        {
            var old = commit.Old is null ? "new" : commit.Old == commit.Commit ? "committed before" : $"was {commit.Old[..ShortName]}";
            Output.WriteLine($"{done} {Style.Bold(TerminalText.Clean(commit.Branch))}: {commit.Commit} ({old})");
        }
    }
}
