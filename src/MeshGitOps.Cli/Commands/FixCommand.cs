using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Fixing;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Fixes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops fix [PATH...]</c>: makes the fixes that findings suggest, and changes nothing else.</summary>
internal static class FixCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var paths = CommonOptions.WithoutOptions(new Argument<string[]>("PATH")
        {
            Description = "Files or folders; only what lies in them is changed. The workspaces around them are checked whole.",
            Arity = ArgumentArity.ZeroOrMore,
        });
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 4 where anything would be fixed." };
        var diff = new Option<bool>("--diff") { Description = "Write nothing; print what would change as a unified diff." };
        var isUnsafe = new Option<bool>("--unsafe") { Description = "Also make fixes that may change what runs." };
        var command = new DescribedCommand(
            "fix",
            "Mend what can be mended without a doubt; comments and formatting stay.",
            new CommandExample("meshgitops fix", "the workspace of this folder"),
            new CommandExample("meshgitops fix --diff apps/shop", "show what would change in a folder"),
            new CommandExample("meshgitops fix --check", "in CI: exit 4 where there is something to fix"),
            new CommandExample("meshgitops fix --unsafe --diff", "with the fixes that somebody should look at"))
        {
            paths,
            check,
            diff,
            isUnsafe,
        };
        options.AddReporting(command);
        command.SetAction(parsed =>
        {
            var request = ValidateRequest.Of(parsed.GetValue(paths) ?? [], [], inputPath: null);
            var mode = parsed.GetValue(check) ? FixMode.Check : parsed.GetValue(diff) ? FixMode.Show : FixMode.Write;
            var report = new FixReport(session, options.Read(parsed, session), mode, parsed.GetValue(diff));
            var safety = parsed.GetValue(isUnsafe) ? FixSafety.Unsafe : FixSafety.Safe;
            return (int)Run(request, session, report, safety);
        });
        return command;
    }

    private static ExitCode Run(ValidateRequest request, CommandSession session, FixReport report, FixSafety safety)
    {
        var worst = ExitCode.Clean;
        foreach (var target in ValidateTargets.Of(request, session, report.Options.MaxParallelism))
        {
            var exitCode = Fix(target, session, report, safety);
            worst = worst is ExitCode.Findings || exitCode is ExitCode.Clean ? worst : exitCode;
        }

        return worst;
    }

    private static ExitCode Fix(ValidateTarget target, CommandSession session, FixReport report, FixSafety safety)
    {
        var options = new PipelineOptions { MaxParallelism = report.Options.MaxParallelism };
        string? output = null;
        var rounds = new FixRounds(
            texts =>
            {
                var result = target.Run.With(texts).Run(options);
                output ??= WorkspaceFiles.OutputPath(result.Specs);
                return result;
            },
            finding => finding.Fix is { } fix && fix.Safety <= safety && fix.Edits.All(edit => IsOpen(edit.Location.Path, target, output)));
        var outcome = rounds.Run();
        if (CheckedRun.HasNoInputs(outcome.Before))
        {
            return CheckedRun.ReportNoInputs(target.Run, session);
        }

        var (written, failures) = report.Mode == FixMode.Write
            ? target.Run.Write([.. outcome.Files.Values.Select(file => ChangeOf(file, outcome))])
            : new([.. outcome.Files.Keys], []);
        report.Write(target.Run, outcome, written, DiagnosticOrder.Sort(outcome.Problems.Concat(failures)), safety);
        return failures.Any(finding => finding.Severity == Severity.Error) ? ExitCode.Findings
            : report.Mode == FixMode.Check && !outcome.Files.IsEmpty ? ExitCode.Drift
            : ExitCode.Clean;
    }

    /// <summary>What is rendered is mended by mending its specs.</summary>
    private static bool IsOpen(string path, ValidateTarget target, string? output) =>
        (output is null || !target.Run.BareClusters.IsEmpty || !SourcePaths.IsWithin(path, output))
        && target.Paths.Any(open => SourcePaths.IsWithin(path, open) || SourcePaths.IsWithin(target.Run.Folder, open));

    private static SourceChange ChangeOf(EditedText file, FixOutcome outcome) => new(
        file.Original,
        file.ToString(),
        [
            .. outcome.Applied
                .Select(finding => finding.Fix!.Edits.Select(edit => edit.Location.Path).ToHashSet(StringComparer.Ordinal))
                .Where(paths => paths.Count > 1 && paths.Contains(file.Original.Path))
                .SelectMany(paths => paths)
                .Where(path => path != file.Original.Path)
                .Distinct(),
        ]);
}

/// <summary>What becomes of the fixed texts.</summary>
internal enum FixMode
{
    Write,
    Check,
    Show,
}
