using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops render [PATH]</c>: checks everything, then writes what differs; or says what would differ.</summary>
internal static class RenderCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var path = CommonOptions.WorkspacePath();
        var output = new Option<string?>("--output")
        {
            Description = "The folder to write to, from the current folder. Default: the output directory of the workspace.",
            HelpName = "DIR",
        };
        output.Validators.Add(result =>
        {
            // What an unset variable of a shell leaves: it would stand for the current folder.
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("Option '--output' is empty.");
            }
        });
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 4 where anything would be written." };
        var frozen = new Option<bool>("--frozen") { Description = "Exit 4 where the lock file of virtual addresses would change." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace rendered files that were edited by hand." };
        var phase = new Option<RenderPhase>("--phase")
        {
            Description = "One half of a change that is not safe in one commit. Additive: all that breaks nobody; Removal: the rest. Default: Whole.",
            HelpName = "Additive|Removal",
        };
        var shard = ShardArgument.Create();
        var sizes = new Option<bool>("--sizes")
        {
            Description = "Print files, objects and bytes of each cluster, and its largest object, beside the limits of Argo CD, etcd and client-side apply.",
        };
        var print = new Option<string?>("--print")
        {
            Description = "Write nothing; print the manifests of one cluster to the standard output as one YAML stream, and all else to the standard error. "
                + "Exit 4, without manifests, where the lock file of virtual addresses would change.",
            HelpName = "CLUSTER",
        };
        var command = new DescribedCommand(
            "render",
            "Check everything, then write the manifests of every cluster.",
            new CommandExample("meshgitops render", "into the output directory of the workspace"),
            new CommandExample("meshgitops render examples/acme-fitness --output out", "another workspace, into another folder"),
            new CommandExample("meshgitops render --check", "exit 4 and list the files where what is committed is not up to date"),
            new CommandExample("meshgitops render --check --report sarif=out.sarif", "what was found, for code scanning too"),
            new CommandExample("meshgitops render --phase Additive", "the first commit of a change that needs an order; --phase Removal is the last"),
            new CommandExample("meshgitops render --shard 0/4", "the first of four runs that render a quarter of the clusters each"),
            new CommandExample("meshgitops render --print east", "what cluster 'east' gets, for a program that applies it"))
        {
            path,
            output,
            check,
            frozen,
            overwrite,
            phase,
            shard,
            sizes,
            print,
        };
        PrintsAlone(command, print, output, check, overwrite, phase, shard, sizes);
        var findings = FindingOptions.ForRender();
        findings.AddReportsTo(command);
        options.AddReporting(command);
        var suppression = new SuppressionArguments();
        suppression.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = new RenderRequest(
                parsed.GetValue(output) is { } given ? session.Absolute(given) : null,
                parsed.GetValue(check) ? RenderMode.Check : RenderMode.Write,
                parsed.GetValue(frozen) ? LockMode.Frozen : LockMode.Update,
                parsed.GetValue(overwrite) ? HandEdits.Overwrite : HandEdits.Stop,
                parsed.GetValue(phase),
                suppression.Read(parsed, session, Severity.Warning))
            {
                Shard = parsed.GetValue(shard),
                ReportsSizes = parsed.GetValue(sizes),
            };
            var reports = findings.ReadReports(parsed);
            if (parsed.GetValue(print) is { } cluster)
            {
                if (reports.Targets.Any(target => target.Path is null))
                {
                    throw new UsageException("Option '--print' takes the standard output; a report beside it needs a path: --report FORMAT=PATH.");
                }

                var log = session with { Output = session.Error, OutputIsTerminal = session.ErrorIsTerminal };
                var printed = WorkspaceRun.Open(parsed.GetRequiredValue(path), log);
                return (int)ClusterPrint.Run(cluster, session.Output, printed, request, log, options.Read(parsed, log), reports);
            }

            var run = WorkspaceRun.Open(parsed.GetRequiredValue(path), session);
            return (int)Run(run, request, session, options.Read(parsed, session), reports);
        });
        return command;
    }

    /// <summary>The other options are about what is written.</summary>
    private static void PrintsAlone(Command command, Option print, params Option[] others) => command.Validators.Add(result =>
    {
        if (result.GetResult(print) is { Implicit: false }
            && others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } other)
        {
            result.AddError($"Option '--print' writes nothing, so '{other.Name}' cannot stand beside it.");
        }
    });

    private static ExitCode Run(
        WorkspaceRun run,
        RenderRequest request,
        CommandSession session,
        ReportOptions options,
        ReportSettings settings)
    {
        using var progress = new Progress(session);
        RenderTarget? target = null;
        var result = run.Run(new PipelineOptions
        {
            MaxParallelism = options.MaxParallelism,
            Suppression = request.Suppression,
            Shard = request.Shard,
            OnStage = progress.Report,
            PreviouslyShared = specs =>
            {
                var (opened, problems) = RenderTarget.Open(specs, run, request);
                target = opened;
                return opened is null ? new([], problems)
                    : specs.Clusters.Any(cluster => cluster.Delivery is not null) && request.Shard.Holds(OutputFile.Delivery) ? opened.Folder.PreviouslySharedByAll()
                    : opened.Folder.PreviouslyShared();
            },
        });
        SuppressionArguments.Check(request.Suppression, result);
        var report = new RenderReport(run, session, options, settings, result, progress) { Sizes = request.ReportsSizes ? result.Tree.Sizes : [] };
        if (CheckedRun.HasNoInputs(result))
        {
            return report.WriteNoInputs();
        }

        if (target is null || result.Diagnostics.Any(RuleCatalog.StopsOutput))
        {
            return Stop(report, result.Diagnostics);
        }

        progress.Report("Comparing");
        var (difference, conflicts) = target.Folder.Compare(result.Tree);
        if (conflicts.Any(RuleCatalog.StopsOutput))
        {
            return Stop(report, DiagnosticOrder.Sort(result.Diagnostics.Concat(conflicts)));
        }

        var change = RenderChange.Of(
            target.Folder,
            result,
            difference,
            request.Phase,
            request.Mode == RenderMode.Check ? AdditiveStep.Shortest : AdditiveStep.Furthest,
            run.RelativePath(target.Path));
        if (change.Problems.Any(RuleCatalog.StopsOutput))
        {
            return Stop(report, DiagnosticOrder.Sort(result.Diagnostics.Concat(change.Problems)));
        }

        var findings = DiagnosticOrder.Sort(result.Diagnostics.Concat(change.Findings));
        report.WriteFindings(findings);
        report.WriteShard(request.Shard);
        var (exitCode, problems) = request.Mode == RenderMode.Check
            ? (Check(target, change.Difference, result, report), [])
            : Write(target, change.Difference, result, request, report);
        report.WriteSizes();
        if (exitCode == ExitCode.Clean)
        {
            report.WriteHeldBack(change.HeldBack, "render");
        }

        report.WriteSummary(findings.AddRange(problems), exitCode);
        return exitCode;
    }

    private static ExitCode Check(
        RenderTarget target,
        OutputDifference difference,
        PipelineResult result,
        RenderReport report)
    {
        var isLockCurrent = !LockFile.Differs(target.LockPath, result.Plan.Addresses);
        if (!isLockCurrent)
        {
            report.WriteLockDrift(target);
        }

        report.Count(difference, !isLockCurrent);
        report.WriteCheck(target, difference);
        return isLockCurrent && difference.IsEmpty ? ExitCode.Clean : ExitCode.Drift;
    }

    /// <returns>With what kept it from writing, already reported.</returns>
    private static (ExitCode ExitCode, ImmutableArray<Diagnostic> Problems) Write(
        RenderTarget target,
        OutputDifference difference,
        PipelineResult result,
        RenderRequest request,
        RenderReport report)
    {
        var lockDiffers = LockFile.Differs(target.LockPath, result.Plan.Addresses);
        if (lockDiffers && request.Lock == LockMode.Frozen)
        {
            report.WriteLockDrift(target);
            report.WriteNothingWritten();
            return (ExitCode.Drift, []);
        }

        var wanted = request.HandEdits == HandEdits.Overwrite ? difference.Overwriting() : difference;
        if (!wanted.HandEdited.IsEmpty)
        {
            var edited = target.Folder.HandEditedFindings(wanted);
            report.WriteFindings(edited);
            report.WriteNothingWritten();
            return (ExitCode.Drift, edited);
        }

        // Before the tree: an address that a cluster has seen must be in the lock file, whatever happens in between.
        if (lockDiffers)
        {
            LockFile.Write(target.LockPath, result.Plan.Addresses);
            report.WriteLockWritten(target);
        }

        var failures = target.Folder.Apply(wanted);
        if (failures.Any(RuleCatalog.StopsOutput))
        {
            report.WriteFindings(failures);
            return (ExitCode.Refused, failures);
        }

        report.Count(wanted, lockDiffers);
        report.WriteWritten(target, wanted);
        return (ExitCode.Clean, []);
    }

    private static ExitCode Stop(RenderReport report, ImmutableArray<Diagnostic> findings)
    {
        report.WriteFindings(findings);
        report.WriteNothingWritten();
        report.WriteSizes();
        var exitCode = StoppedRun.ExitCodeOf(findings);
        report.WriteSummary(findings, exitCode);
        return exitCode;
    }
}
