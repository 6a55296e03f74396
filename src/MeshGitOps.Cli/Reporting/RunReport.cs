using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What a command that renders prints around what is its own: findings, files, the summary, the reports for programs.</summary>
internal abstract class RunReport(
    WorkspaceRun run,
    CommandSession session,
    ReportOptions options,
    ReportSettings settings,
    PipelineResult result,
    Progress progress)
{
    private readonly ReportOutputs _reports = new(session, settings.Targets);

    private readonly ReportOutputs _publications = new(session, settings.Publications);

    /// <summary>For a person, whatever report goes to the standard output.</summary>
    protected TextWriter Output => _publications.SendsReport ? _publications.Log : _reports.Log;

    /// <summary>What is printed of the sizes of clusters; nothing unless somebody asked.</summary>
    public ImmutableArray<ClusterSize> Sizes { get; init; } = [];

    /// <summary>What a render comes to, once that is known.</summary>
    protected OutputCounts? Counts { get; set; }

    protected TextStyle Style => options.Style;

    protected ReportOptions Options => options;

    protected PipelineResult Result => result;

    /// <summary>What is to follow, once it was printed.</summary>
    protected HeldBack HeldBack { get; private set; }

    /// <summary>A path on disk as the user would write it.</summary>
    protected string Display(string absolutePath) => session.Display(absolutePath);

    protected TimeSpan Elapsed => progress.Elapsed;

    public void WriteFindings(ImmutableArray<Diagnostic> findings)
    {
        progress.Finish();
        new TextReport(Output, Style, run.Display).Write(FindingSelection.Of(findings, options.FindingLimit));
    }

    public void WriteSizes() => SizeTable.Write(Sizes, Output, options);

    /// <param name="command">Which goes on.</param>
    public void WriteHeldBack(HeldBack heldBack, string command)
    {
        HeldBack = heldBack;
        var next = heldBack switch
        {
            HeldBack.ForAdditive => $"when every cluster has synced this commit, run 'meshgitops {command} --phase Additive' again.",
            HeldBack.ForRemoval => $"when every cluster has synced this commit, run 'meshgitops {command} --phase Removal'.",
            HeldBack.ForOtherSpecs => "no phase makes it safe, the findings say what does.",
            _ => null,
        };
        if (next is not null)
        {
            Output.WriteLine();
            Output.WriteLine($"A part of the change is held back: {next}");
        }
    }

    public ExitCode WriteNoInputs()
    {
        progress.Finish();
        var exitCode = CheckedRun.ReportNoInputs(run, session);
        WriteReports([], exitCode);
        return exitCode;
    }

    /// <summary>The end of a run, with the reports for programs.</summary>
    public void WriteSummary(ImmutableArray<Diagnostic> findings, ExitCode exitCode)
    {
        var summary = new RunSummary(Output, Style);
        summary.WriteRead(result);
        summary.WriteChecked(result);
        summary.WriteFound(findings);
        summary.WriteSuppressed(result.Suppressed);
        summary.WriteElapsed(progress.Elapsed);
        summary.WriteAssumptions(result);
        WriteReports(findings, exitCode);
    }

    /// <summary>The report of a publication; only <c>publish</c> is asked for one.</summary>
    protected virtual string PublicationText(ReportFormat format, ImmutableArray<Diagnostic> findings, ExitCode exitCode) => "";

    /// <summary>The lines that are missing, or other than they should be.</summary>
    protected void WriteLockDrift(string lockPath)
    {
        Output.WriteLine(Style.Bold($"{lockPath} would change:"));
        var committed = result.CommittedAddresses.Addresses;
        var lines = result.Plan.Addresses.Addresses
            .Where(line => !committed.TryGetValue(line.Key, out var old) || old.Address != line.Value.Address)
            .Select(line => $"{line.Key}: {line.Value.Address}")
            .ToImmutableArray();
        foreach (var line in lines.Take(options.ListLimit))
        {
            Output.WriteLine($"  + {TerminalText.Clean(line)}");
        }

        Output.WriteLine(lines.Length switch
        {
            0 => "  (its lines are not sorted, or have another form)",
            var count when count > options.ListLimit => $"  ... and {Plural.Of(count - options.ListLimit, "more line")} (--all shows them)",
            _ => "",
        });
    }

    protected void WriteTree(string heading, OutputDifference difference)
    {
        Output.WriteLine(Style.Bold(heading));
        var paths = Remarked(difference.Added, "new")
            .Concat(Remarked(difference.Changed, "changed"))
            .Concat(Remarked(difference.Removed, "removed"))
            .OrderBy(path => path.Path, StringComparer.Ordinal);
        PathTree.Write(Output, [.. paths], options.ListLimit);
        Output.WriteLine(
            $"{Plural.Of(difference.Added.Length, "new file")}, {difference.Changed.Length} changed, "
            + $"{difference.Removed.Length} removed, {difference.Unchanged.Length} unchanged.");
    }

    private void WriteReports(ImmutableArray<Diagnostic> findings, ExitCode exitCode)
    {
        var workspace = new CheckedWorkspace(run, result with { Diagnostics = findings }, progress.Elapsed, [""]);
        _reports.Write(() => FindingReports.Of([workspace], settings, exitCode, session) with { Sizes = Sizes, Output = Counts }, _ => { });
        _publications.Write(target => PublicationText(target.Format, findings, exitCode));
    }

    private static IEnumerable<(string Path, string Remark)> Remarked(ImmutableArray<OutputPath> paths, string remark) =>
        paths.Select(path => (path.Value, remark));
}
