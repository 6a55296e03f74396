using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops validate [PATH...]</c>: reports everything, writes nothing but reports.</summary>
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
            new CommandExample("meshgitops validate --all --color never > findings.txt", "every finding, as plain text"),
            new CommandExample("meshgitops validate -o text -o sarif=out.sarif", "for a person, and for code scanning"),
            new CommandExample("meshgitops validate -o github --fail-on warning", "beside the lines of a pull request; warnings fail too"))
        {
            paths,
            clusters,
            inputPath,
        };
        var findings = FindingOptions.ForValidate();
        findings.AddTo(command);
        options.AddReporting(command);
        var suppression = new SuppressionArguments();
        suppression.AddTo(command);
        var baseline = new BaselineArguments();
        baseline.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = ValidateRequest.Of(parsed.GetValue(paths) ?? [], parsed.GetValue(clusters) ?? [], parsed.GetValue(inputPath));
            var suppressions = suppression.Read(parsed, session, Severity.Error);
            return (int)Run(request, session, options.Read(parsed, session), findings.Read(parsed), suppressions, baseline.Read(parsed));
        });
        return command;
    }

    private static ExitCode Run(
        ValidateRequest request,
        CommandSession session,
        ReportOptions options,
        ReportSettings settings,
        SuppressionOptions suppression,
        BaselineRequest? baseline)
    {
        if (request.ReadsInput && baseline is { Mode: BaselineMode.Update })
        {
            throw new UsageException("A baseline is of what lies in files: leave '--update-baseline' out for standard input ('-').");
        }

        var targets = ValidateTargets.Of(request, session, options.MaxParallelism);
        if (baseline is not null && targets.Length > 1)
        {
            throw new UsageException("A baseline is of one workspace: check the others in runs of their own.");
        }

        var workspaces = ImmutableArray.CreateBuilder<CheckedWorkspace>(targets.Length);
        foreach (var target in targets)
        {
            var accepted = suppression with
            {
                Baseline = baseline?.Read(target.Run, session),
                BaselineScope = target.Run.BareClusters.IsEmpty ? [""] : [.. target.Run.BareClusters.SelectMany(cluster => cluster.Paths)],
            };
            var pipeline = new PipelineOptions { MaxParallelism = options.MaxParallelism, Suppression = accepted };
            var (result, elapsed) = CheckedRun.Run(target.Run, session, pipeline);
            SuppressionArguments.Check(accepted, result);
            var workspace = new CheckedWorkspace(target.Run, result, elapsed, target.Paths);
            if (workspace.Failure is null)
            {
                baseline?.Write(target.Run, session, result);
            }

            workspaces.Add(workspace);
        }

        return Report(workspaces.MoveToImmutable(), session, options, settings);
    }

    private static ExitCode Report(
        ImmutableArray<CheckedWorkspace> workspaces,
        CommandSession session,
        ReportOptions options,
        ReportSettings settings)
    {
        var worst = ExitCode.Clean;
        var outputs = new ReportOutputs(session, settings.Targets);
        foreach (var workspace in workspaces)
        {
            var exitCode = workspace.ExitCode(settings);
            worst = worst is ExitCode.Findings || exitCode is ExitCode.Clean ? worst : exitCode;
            if (workspace.Failure is not null)
            {
                workspace.WriteFailure(session);
            }
            else if (outputs.PrintsText)
            {
                workspace.WriteText(session.Output, options.Style, settings, options.FindingLimit);
            }
            else
            {
                workspace.WriteSummary(outputs.Log, TextStyle.Plain, settings);
            }
        }

        outputs.Write(
            () => FindingReports.Of(workspaces, settings, worst, session),
            writer =>
            {
                foreach (var workspace in workspaces.Where(workspace => workspace.Failure is null))
                {
                    workspace.WriteText(writer, TextStyle.Plain, settings, options.FindingLimit);
                }
            });
        return worst;
    }
}
