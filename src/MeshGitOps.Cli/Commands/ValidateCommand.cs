using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops validate [PATH...]</c>: reports everything, writes nothing.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var paths = CommonOptions.WithoutOptions(
            new Argument<string[]>("PATH")
            {
                Description = "Files or folders, or '-' for standard input. The workspaces around them are checked whole, and the findings in them reported; "
                    + "without any spec they are the manifests of one cluster.",
                Arity = ArgumentArity.ZeroOrMore,
            },
            ValidateRequest.Input);
        var clusters = new Option<string[]>("--cluster")
        {
            Description = "Check manifests without specs, as the cluster NAME; repeat it for several clusters.",
            HelpName = "NAME[=PATH]",
            AllowMultipleArgumentsPerToken = false,
        };
        var inputPath = new Option<string?>("--stdin-filename")
        {
            Description = "The path that standard input stands for: in findings, and among the files of the workspace around it.",
            HelpName = "PATH",
        };
        var command = new DescribedCommand(
            "validate",
            "Check specs, manifests, plan and output; write nothing.",
            new CommandExample("meshgitops validate", "the workspace of this folder"),
            new CommandExample("meshgitops validate apps/shop mesh/acme.yaml", "report only what these are part of"),
            new CommandExample("meshgitops validate deploy", "manifests of Kubernetes and Istio without any spec"),
            new CommandExample("meshgitops validate --cluster east=deploy/east --cluster west=deploy/west", "those of several clusters, together"),
            new CommandExample("helm template shop | meshgitops validate - --cluster east", "what another program renders"),
            new CommandExample("meshgitops validate --all --color never > findings.txt", "every finding, as plain text"))
        {
            paths,
            clusters,
            inputPath,
        };
        options.AddReporting(command);
        var suppression = new SuppressionArguments();
        suppression.AddTo(command);
        var baseline = new BaselineArguments();
        baseline.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = ValidateRequest.Of(parsed.GetValue(paths) ?? [], parsed.GetValue(clusters) ?? [], parsed.GetValue(inputPath));
            return (int)Run(request, session, options.Read(parsed, session), suppression.Read(parsed, session, Severity.Error), baseline.Read(parsed));
        });
        return command;
    }

    private static ExitCode Run(ValidateRequest request, CommandSession session, ReportOptions options, SuppressionOptions suppression, BaselineRequest? baseline)
    {
        var worst = ExitCode.Clean;
        var targets = ValidateTargets.Of(request, session, options.MaxParallelism);
        if (baseline is not null && targets.Length > 1)
        {
            throw new UsageException("A baseline is of one workspace: check the others in runs of their own.");
        }

        foreach (var target in targets)
        {
            var exitCode = Validate(target.Run, target.Paths, session, options, suppression, baseline);
            worst = worst is ExitCode.Findings || exitCode is ExitCode.Clean ? worst : exitCode;
        }

        return worst;
    }

    private static ExitCode Validate(
        WorkspaceRun run,
        ImmutableArray<string> paths,
        CommandSession session,
        ReportOptions options,
        SuppressionOptions suppression,
        BaselineRequest? baseline)
    {
        suppression = suppression with { Baseline = baseline?.Read(run, session) };
        var (result, elapsed) = CheckedRun.Run(run, session, new PipelineOptions { MaxParallelism = options.MaxParallelism, Suppression = suppression });
        SuppressionArguments.Check(suppression, result);
        if (CheckedRun.HasNoInputs(result))
        {
            return CheckedRun.ReportNoInputs(run, session);
        }

        if (!run.IsChangeRead)
        {
            session.Error.WriteLine($"error: Nothing in the workspace reads '{run.Display(paths[0])}': no path of specs, policies or manifests leads there.");
            return ExitCode.NoInputs;
        }

        baseline?.Write(run, session, result);
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
