using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary>A workspace that was checked.</summary>
/// <param name="Paths">The findings at these paths, from the root of the repository, are reported; see <see cref="PathFilter"/>.</param>
internal sealed record CheckedWorkspace(WorkspaceRun Run, PipelineResult Result, TimeSpan Elapsed, ImmutableArray<string> Paths)
{
    /// <summary>At the paths, whatever their severity: what the exit code is made of.</summary>
    public ImmutableArray<Diagnostic> Findings { get; } = PathFilter.Apply(Result.Diagnostics, Paths, Run.Folder);

    /// <summary>Why nothing was checked: a sentence; null where something was.</summary>
    public string? Failure { get; } = CheckedRun.FailureOf(Run, Result, Paths);

    public ExitCode ExitCode(ReportSettings settings)
    {
        if (Failure is not null)
        {
            return Cli.ExitCode.NoInputs;
        }

        return !settings.ExitZero && Findings.Any(finding => finding.Severity >= settings.FailsFrom)
            ? Cli.ExitCode.Findings
            : Cli.ExitCode.Clean;
    }

    public void WriteFailure(CommandSession session)
    {
        if (CheckedRun.HasNoInputs(Result))
        {
            CheckedRun.ReportNoInputs(Run, session);
        }
        else
        {
            session.Error.WriteLine($"error: {Failure}");
        }
    }

    /// <summary>What <c>validate</c> prints of it for a person.</summary>
    public void WriteText(TextWriter writer, TextStyle style, ReportSettings settings, int findingLimit)
    {
        var shown = Findings.Where(finding => finding.Severity >= settings.MinSeverity).ToImmutableArray();
        new TextReport(writer, style, Run.Display).Write(FindingSelection.Of(shown, findingLimit));
        WriteSummary(writer, style, settings);
    }

    /// <summary>The end of it, which stands under every run.</summary>
    public void WriteSummary(TextWriter writer, TextStyle style, ReportSettings settings)
    {
        var summary = new RunSummary(writer, style);
        summary.WriteRead(Result);
        summary.WriteChecked(Result);
        summary.WriteFound(Findings);
        summary.WriteSuppressed(Result.Suppressed);
        summary.WriteNotShown(Result.Diagnostics.Length - Findings.Length, "elsewhere in the workspace");
        summary.WriteNotShown(
            Findings.Count(finding => finding.Severity < settings.MinSeverity),
            $"below severity {SeverityName.Of(settings.MinSeverity)}");
        summary.WriteElapsed(Elapsed);
        summary.WriteAssumptions(Result);
    }
}
