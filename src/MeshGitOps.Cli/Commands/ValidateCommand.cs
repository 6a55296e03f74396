using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops validate [PATH...]</c>: reports everything, writes nothing.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var paths = CommonOptions.WithoutOptions(new Argument<string[]>("PATH")
        {
            Description = "Files or folders. The workspaces around them are checked whole; the findings in them are reported.",
            Arity = ArgumentArity.ZeroOrMore,
        });
        var command = new DescribedCommand(
            "validate",
            "Check specs, manifests, plan and output; write nothing.",
            new CommandExample("meshgitops validate", "the workspace of this folder"),
            new CommandExample("meshgitops validate apps/shop mesh/acme.yaml", "report only what these are part of"),
            new CommandExample("meshgitops validate --all --color never > findings.txt", "every finding, as plain text"))
        {
            paths,
        };
        options.AddReporting(command);
        command.SetAction(parsed => (int)Run(parsed.GetValue(paths) ?? [], session, options.Read(parsed, session)));
        return command;
    }

    private static ExitCode Run(string[] paths, CommandSession session, ReportOptions options)
    {
        var workspaces = paths.DefaultIfEmpty(".")
            .Select(path => (Path: path, Run: WorkspaceRun.Open(path, session)))
            .GroupBy(target => (target.Run.Root, target.Run.Folder))
            .Select(group => (group.First().Run, Paths: group.Select(target => target.Run.RelativePath(target.Path))))
            .ToList();
        var worst = ExitCode.Clean;
        foreach (var (run, filter) in workspaces)
        {
            var exitCode = Validate(run, paths.Length == 0 ? [""] : [.. filter], session, options);
            worst = worst is ExitCode.Findings || exitCode is ExitCode.Clean ? worst : exitCode;
        }

        return worst;
    }

    private static ExitCode Validate(WorkspaceRun run, ImmutableArray<string> paths, CommandSession session, ReportOptions options)
    {
        var (result, elapsed) = CheckedRun.Run(run, session, new PipelineOptions { MaxParallelism = options.MaxParallelism });
        if (CheckedRun.HasNoInputs(result))
        {
            return CheckedRun.ReportNoInputs(run, session);
        }

        var findings = PathFilter.Apply(result.Diagnostics, paths, run.Folder);
        new TextReport(session.Output, options.Style, run.Display).Write(FindingSelection.Of(findings, options.FindingLimit));
        var summary = new RunSummary(session.Output, options.Style);
        summary.WriteRead(result);
        summary.WriteChecked(result);
        summary.WriteFound(findings);
        if (findings.Length < result.Diagnostics.Length)
        {
            session.Output.WriteLine($"Not shown: {Plural.Of(result.Diagnostics.Length - findings.Length, "finding")} elsewhere in the workspace.");
        }

        summary.WriteElapsed(elapsed);
        summary.WriteAssumptions(result);
        return findings.Any(finding => finding.Severity == Severity.Error) ? ExitCode.Findings : ExitCode.Clean;
    }
}
