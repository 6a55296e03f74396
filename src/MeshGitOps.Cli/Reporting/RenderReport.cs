using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>render</c> prints: findings, the tree of what was written or would be, the resolved hosts, the summary.</summary>
internal sealed class RenderReport(
    WorkspaceRun run,
    CommandSession session,
    ReportOptions options,
    ReportSettings settings,
    PipelineResult result,
    Progress progress)
{
    private readonly ReportOutputs _reports = new(session, settings.Targets);

    /// <summary>What is printed of the sizes of clusters; nothing unless somebody asked.</summary>
    public ImmutableArray<ClusterSize> Sizes { get; init; } = [];

    /// <summary>For a person, whatever report goes to the standard output.</summary>
    private TextWriter Output => _reports.Log;

    public void WriteFindings(ImmutableArray<Diagnostic> findings)
    {
        progress.Finish();
        new TextReport(Output, options.Style, run.Display).Write(FindingSelection.Of(findings, options.FindingLimit));
    }

    public void WriteNothingWritten() => Output.WriteLine(options.Style.Bold("Nothing was written."));

    /// <summary>Which clusters the rest of the report is about, where not about all.</summary>
    public void WriteShard(Shard shard)
    {
        if (!shard.IsWhole)
        {
            var held = result.Plan.Clusters.Count(cluster => shard.Holds(cluster.Name));
            Output.WriteLine($"Shard {shard} renders {held} of {Plural.Of(result.Plan.Clusters.Length, "cluster")}.");
        }
    }

    public void WriteLockWritten(RenderTarget target) => Output.WriteLine($"Wrote {session.Display(target.LockPath)}");

    /// <summary>The lines that are missing, or other than they should be.</summary>
    public void WriteLockDrift(RenderTarget target)
    {
        Output.WriteLine(options.Style.Bold($"{session.Display(target.LockPath)} would change:"));
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

    public void WriteCheck(RenderTarget target, OutputDifference difference)
    {
        if (difference.IsEmpty)
        {
            Output.WriteLine($"{session.Display(target.Path)}/ is up to date, {Plural.Of(difference.Unchanged.Length, "file")}.");
            return;
        }

        WriteTree($"{session.Display(target.Path)}/ is not up to date:", difference);
        Output.WriteLine("help: Run 'meshgitops render' and commit what it writes.");
    }

    public void WriteWritten(RenderTarget target, OutputDifference difference)
    {
        if (difference.IsEmpty)
        {
            Output.WriteLine(
                $"{session.Display(target.Path)}/: nothing written, {Plural.Of(difference.Unchanged.Length, "file")} unchanged.");
        }
        else
        {
            WriteTree($"Wrote {session.Display(target.Path)}/", difference);
        }

        Output.WriteLine();
        HostTable.Write(result.Plan, Output, options);
    }

    public void WriteSizes() => SizeTable.Write(Sizes, Output, options);

    public void WriteHeldBack(HeldBack heldBack)
    {
        var next = heldBack switch
        {
            HeldBack.ForAdditive => "when every cluster has synced this commit, run 'meshgitops render --phase Additive' again.",
            HeldBack.ForRemoval => "when every cluster has synced this commit, run 'meshgitops render --phase Removal'.",
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
        var summary = new RunSummary(Output, options.Style);
        summary.WriteRead(result);
        summary.WriteChecked(result);
        summary.WriteFound(findings);
        summary.WriteSuppressed(result.Suppressed);
        summary.WriteElapsed(progress.Elapsed);
        summary.WriteAssumptions(result);
        WriteReports(findings, exitCode);
    }

    private void WriteReports(ImmutableArray<Diagnostic> findings, ExitCode exitCode)
    {
        var workspace = new CheckedWorkspace(run, result with { Diagnostics = findings }, progress.Elapsed, [""]);
        _reports.Write(() => FindingReports.Of([workspace], settings, exitCode, session) with { Sizes = Sizes }, _ => { });
    }

    private void WriteTree(string heading, OutputDifference difference)
    {
        Output.WriteLine(options.Style.Bold(heading));
        var paths = Remarked(difference.Added, "new")
            .Concat(Remarked(difference.Changed, "changed"))
            .Concat(Remarked(difference.Removed, "removed"))
            .OrderBy(path => path.Path, StringComparer.Ordinal);
        PathTree.Write(Output, [.. paths], options.ListLimit);
        Output.WriteLine(
            $"{Plural.Of(difference.Added.Length, "new file")}, {difference.Changed.Length} changed, "
            + $"{difference.Removed.Length} removed, {difference.Unchanged.Length} unchanged.");
    }

    private static IEnumerable<(string Path, string Remark)> Remarked(ImmutableArray<OutputPath> paths, string remark) =>
        paths.Select(path => (path.Value, remark));
}
