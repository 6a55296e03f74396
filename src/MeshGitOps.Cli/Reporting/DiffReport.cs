using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>diff</c> prints: findings, the difference in the forms that were asked for, the summary.</summary>
internal sealed class DiffReport(
    WorkspaceRun run,
    CommandSession session,
    ReportOptions options,
    ReportSettings settings,
    Progress progress)
{
    private readonly ReportOutputs _reports = new(session, settings.Targets);

    public ExitCode WriteNoInputs()
    {
        progress.Finish();
        return CheckedRun.ReportNoInputs(run, session);
    }

    /// <summary>Nothing could be compared: no report is written.</summary>
    public ExitCode WriteStopped(PipelineResult result, ImmutableArray<Diagnostic> findings)
    {
        WriteFindings(findings);
        _reports.Log.WriteLine(options.Style.Bold("Nothing was compared."));
        WriteSummary(result, findings);
        return StoppedRun.ExitCodeOf(findings);
    }

    public void Write(PipelineResult result, ReportedDifference difference)
    {
        var findings = DiagnosticOrder.Sort(result.Diagnostics.Concat(difference.Transitions));
        WriteFindings(findings);
        if (_reports.PrintsText)
        {
            DifferenceText.Write(session.Output, options.Style, options.ListLimit, difference);
        }

        if (HeldBackText(difference.HeldBack) is { } next)
        {
            _reports.Log.WriteLine();
            _reports.Log.WriteLine($"A part of the change is held back: {next}");
        }

        _reports.Log.WriteLine();
        WriteSummary(result, findings);
        _reports.Write(target => TextOf(target, difference));
    }

    private string TextOf(ReportTarget target, ReportedDifference difference) => target.Format switch
    {
        ReportFormat.Json => DifferenceJson.Of(difference),
        ReportFormat.Markdown => DifferenceMarkdown.Of(difference),
        ReportFormat.Unified => ReportOutputs.TextOf(writer =>
            DifferenceUnified.Write(writer, target.Path is null ? options.Style : TextStyle.Plain, difference)),
        _ => ReportOutputs.TextOf(writer => DifferenceText.Write(writer, TextStyle.Plain, options.ListLimit, difference)),
    };

    private void WriteFindings(ImmutableArray<Diagnostic> findings)
    {
        progress.Finish();
        new TextReport(_reports.Log, options.Style, run.Display).Write(FindingSelection.Of(findings, options.FindingLimit));
    }

    private void WriteSummary(PipelineResult result, ImmutableArray<Diagnostic> findings)
    {
        var summary = new RunSummary(_reports.Log, options.Style);
        summary.WriteRead(result);
        summary.WriteChecked(result);
        summary.WriteFound(findings);
        summary.WriteSuppressed(result.Suppressed);
        summary.WriteElapsed(progress.Elapsed);
        summary.WriteAssumptions(result);
    }

    private static string? HeldBackText(HeldBack heldBack) => heldBack switch
    {
        HeldBack.ForAdditive => "when every cluster has synced this half, '--phase Additive' goes further.",
        HeldBack.ForRemoval => "when every cluster has synced this half, '--phase Removal' shows the rest.",
        HeldBack.ForOtherSpecs => "no phase makes it safe, the findings say what does.",
        _ => null,
    };
}
