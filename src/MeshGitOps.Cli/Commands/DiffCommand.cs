using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops diff [PATH]</c>: what a render would change of what is published, in objects and hosts; writes nothing.</summary>
internal static class DiffCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var path = CommonOptions.WorkspacePath();
        var against = new Option<string?>("--against")
        {
            Description = "What to compare with: a folder that was rendered into, or a branch, tag or commit: what is rendered there, "
                + "else what its specs render to. Default: what is published.",
            HelpName = "REF|DIR",
        };
        against.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("Option '--against' is empty.");
            }
        });
        var phase = new Option<RenderPhase>("--phase")
        {
            Description = "Show one half of a change that is not safe in one commit, as 'render --phase' writes it. Default: Whole.",
            HelpName = "Additive|Removal",
        };
        var exitCode = new Option<bool>("--exit-code") { Description = "Exit 4 where anything differs." };
        var command = new DescribedCommand(
            "diff",
            "Show what a render would change: hosts, objects and their fields, in every cluster; write nothing.",
            new CommandExample("meshgitops diff", "against the output directory of the workspace"),
            new CommandExample("meshgitops diff --against main", "against a branch, tag or commit"),
            new CommandExample("meshgitops diff --against /tmp/rendered", "against another folder that was rendered into"),
            new CommandExample("meshgitops diff -o text -o markdown=diff.md", "for a person, and for a pull request"),
            new CommandExample("meshgitops diff -o unified", "the lines of the files"),
            new CommandExample("meshgitops diff --exit-code", "in CI: exit 4 where anything differs"))
        {
            path,
            against,
            phase,
            exitCode,
        };
        var reports = FindingOptions.ForDiff();
        reports.AddReportsTo(command);
        options.AddReporting(command);
        var suppression = new SuppressionArguments();
        suppression.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = new DiffRequest(
                parsed.GetValue(against),
                parsed.GetValue(phase),
                parsed.GetValue(exitCode) ? ExitCode.Drift : ExitCode.Clean,
                suppression.Read(parsed, session, Severity.Warning));
            var run = WorkspaceRun.Open(parsed.GetRequiredValue(path), session);
            return (int)Run(run, request, session, options.Read(parsed, session), reports.ReadReports(parsed));
        });
        return command;
    }

    private static ExitCode Run(
        WorkspaceRun run,
        DiffRequest request,
        CommandSession session,
        ReportOptions options,
        ReportSettings settings)
    {
        using var progress = new Progress(session);
        DiffBase? published = null;
        var result = run.Run(new PipelineOptions
        {
            MaxParallelism = options.MaxParallelism,
            Suppression = request.Suppression,
            OnStage = progress.Report,
            PreviouslyShared = specs =>
            {
                var (found, problems) = new DiffBases(specs, run, session, request, options.MaxParallelism).Open();
                published = found;
                return found is null ? new([], problems) : found.PreviouslyShared();
            },
        });
        using var opened = published;
        SuppressionArguments.Check(request.Suppression, result);
        var report = new DiffReport(run, session, options, settings, progress);
        if (CheckedRun.HasNoInputs(result))
        {
            return report.WriteNoInputs();
        }

        if (published is null || StoppedRun.IsStopped(result.Diagnostics))
        {
            return report.WriteStopped(result, result.Diagnostics);
        }

        progress.Report("Comparing");
        var (files, conflicts) = published.Published(result.Tree);
        if (StoppedRun.IsStopped(conflicts))
        {
            return report.WriteStopped(result, DiagnosticOrder.Sort(result.Diagnostics.Concat(conflicts)));
        }

        var phased = PhasedTree.Of(files, result, request.Phase, AdditiveStep.Furthest, published.Output, ShardContext.Whole);
        var difference = new ReportedDifference(
            published.Name,
            FleetDifference.Of(files, phased.Tree),
            LockChange.Of(result.CommittedAddresses, result.Plan.Addresses),
            phased.Findings)
        {
            Phase = request.Phase,
            HeldBack = phased.HeldBack,
            Display = run.Display,
            Elapsed = progress.Elapsed,
        };
        difference = difference with { ExitCode = difference.IsEmpty ? ExitCode.Clean : request.IfDifferent };
        report.Write(result, difference);
        return difference.ExitCode;
    }
}
