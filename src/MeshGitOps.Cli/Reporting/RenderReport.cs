using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>render</c> prints: findings, the tree of what was written or would be, the resolved hosts, the summary.</summary>
internal sealed class RenderReport(
    WorkspaceRun run,
    CommandSession session,
    ReportOptions options,
    PipelineResult result,
    Progress progress)
{
    private readonly TextWriter _output = session.Output;

    public void WriteFindings(ImmutableArray<Diagnostic> findings)
    {
        progress.Finish();
        new TextReport(_output, options.Style, run.Display).Write(FindingSelection.Of(findings, options.FindingLimit));
    }

    public void WriteNothingWritten() => _output.WriteLine(options.Style.Bold("Nothing was written."));

    public void WriteLockWritten(RenderTarget target) => _output.WriteLine($"Wrote {session.Display(target.LockPath)}");

    /// <summary>The lines that are missing, or other than they should be.</summary>
    public void WriteLockDrift(RenderTarget target)
    {
        _output.WriteLine(options.Style.Bold($"{session.Display(target.LockPath)} would change:"));
        var committed = result.CommittedAddresses.Addresses;
        var lines = result.Plan.Addresses.Addresses
            .Where(line => !committed.TryGetValue(line.Key, out var old) || old.Address != line.Value.Address)
            .Select(line => $"{line.Key}: {line.Value.Address}")
            .ToImmutableArray();
        foreach (var line in lines.Take(options.ListLimit))
        {
            _output.WriteLine($"  + {TerminalText.Clean(line)}");
        }

        _output.WriteLine(lines.Length switch
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
            _output.WriteLine($"{session.Display(target.Path)}/ is up to date, {Plural.Of(difference.Unchanged.Length, "file")}.");
            return;
        }

        WriteTree($"{session.Display(target.Path)}/ is not up to date:", difference);
        _output.WriteLine("help: Run 'meshgitops render' and commit what it writes.");
    }

    public void WriteWritten(RenderTarget target, OutputDifference difference)
    {
        if (difference.IsEmpty)
        {
            _output.WriteLine(
                $"{session.Display(target.Path)}/: nothing written, {Plural.Of(difference.Unchanged.Length, "file")} unchanged.");
        }
        else
        {
            WriteTree($"Wrote {session.Display(target.Path)}/", difference);
        }

        _output.WriteLine();
        HostTable.Write(result.Plan, _output, options);
    }

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
            _output.WriteLine();
            _output.WriteLine($"A part of the change is held back: {next}");
        }
    }

    public void WriteSummary(ImmutableArray<Diagnostic> findings)
    {
        var summary = new RunSummary(_output, options.Style);
        summary.WriteRead(result);
        summary.WriteChecked(result);
        summary.WriteFound(findings);
        summary.WriteElapsed(progress.Elapsed);
        summary.WriteAssumptions(result);
    }

    private void WriteTree(string heading, OutputDifference difference)
    {
        _output.WriteLine(options.Style.Bold(heading));
        var paths = Remarked(difference.Added, "new")
            .Concat(Remarked(difference.Changed, "changed"))
            .Concat(Remarked(difference.Removed, "removed"))
            .OrderBy(path => path.Path, StringComparer.Ordinal);
        PathTree.Write(_output, [.. paths], options.ListLimit);
        _output.WriteLine(
            $"{Plural.Of(difference.Added.Length, "new file")}, {difference.Changed.Length} changed, "
            + $"{difference.Removed.Length} removed, {difference.Unchanged.Length} unchanged.");
    }

    private static IEnumerable<(string Path, string Remark)> Remarked(ImmutableArray<OutputPath> paths, string remark) =>
        paths.Select(path => (path.Value, remark));
}
