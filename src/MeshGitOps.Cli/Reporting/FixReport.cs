using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Cli.Fixing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>fix</c> prints: the fixes by file or the difference, what kept it from others, and what remains.</summary>
internal sealed class FixReport(CommandSession session, ReportOptions options, FixMode mode, bool showsDifference)
{
    private readonly TextWriter _output = session.Output;

    public ReportOptions Options => options;

    public FixMode Mode => mode;

    public void Write(
        WorkspaceRun run,
        FixOutcome outcome,
        ImmutableArray<string> written,
        ImmutableArray<Diagnostic> problems,
        FixSafety safety)
    {
        new TextReport(_output, options.Style, run.Display).Write(FindingSelection.Of(problems, options.FindingLimit));
        var applied = outcome.Applied
            .Where(finding => finding.Fix!.Edits.All(edit => written.Contains(edit.Location.Path)))
            .ToList();
        if (showsDifference)
        {
            foreach (var (path, file) in outcome.Files)
            {
                UnifiedDiff.Write(_output, options.Style, EditedLines.Of(run.Display(path), file));
            }
        }
        else
        {
            WriteFixes(run, applied);
        }

        if (applied.Count == 0)
        {
            _output.WriteLine(problems.IsEmpty ? options.Style.Green("Nothing to fix.") : "Nothing was fixed.");
        }
        else
        {
            var verb = mode == FixMode.Write ? "Fixed" : "Would fix";
            _output.WriteLine($"{verb} {Plural.Of(applied.Count, "finding")} in {Plural.Of(written.Length, "file")}.");
        }

        WriteRemaining(outcome, safety);
    }

    private void WriteFixes(WorkspaceRun run, List<Diagnostic> applied)
    {
        var left = options.ListLimit;
        foreach (var file in applied.GroupBy(finding => finding.Location.Path, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (left <= 0)
            {
                break;
            }

            _output.WriteLine(options.Style.Bold(TerminalText.Clean(run.Display(file.Key))));
            foreach (var finding in file.Take(left))
            {
                var position = finding.Location.Position;
                var place = string.Create(CultureInfo.InvariantCulture, $"{position.Line}:{position.Column}");
                _output.WriteLine($"  {place,-8} {TerminalText.Clean(finding.Id)}: {TerminalText.Clean(finding.Fix!.Title)}");
                left--;
            }
        }

        if (applied.Count > options.ListLimit)
        {
            _output.WriteLine($"  ... and {Plural.Of(applied.Count - options.ListLimit, "more fix", "more fixes")} (--all shows them)");
        }
    }

    private void WriteRemaining(FixOutcome outcome, FixSafety safety)
    {
        var remaining = outcome.After.Diagnostics;
        var isUnsafe = remaining.Count(finding => finding.Fix is { Safety: FixSafety.Unsafe });
        if (safety == FixSafety.Safe && isUnsafe > 0)
        {
            _output.WriteLine($"{Plural.Of(isUnsafe, "finding")} can be fixed in a way that may change what runs: see 'meshgitops fix --unsafe --diff'.");
        }

        if (!remaining.IsEmpty)
        {
            _output.WriteLine($"{Plural.Of(remaining.Length, "finding")} {(remaining.Length == 1 ? "remains" : "remain")}: 'meshgitops validate' shows what to do.");
        }
    }
}
