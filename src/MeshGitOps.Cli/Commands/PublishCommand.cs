using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops publish [PATH]</c>: renders a commit and commits the output, for Argo CD or Flux to sync.</summary>
internal static class PublishCommand
{
    public static Command Create(CommandSession session, CommonOptions options)
    {
        var path = CommonOptions.WorkspacePath();
        var arguments = new PublishArguments();
        var command = new DescribedCommand(
            "publish",
            "Render a commit, and commit the output: in its directory, or on a branch of its own.",
            new CommandExample("meshgitops publish", "where 'publish' of meshgitops.yaml says"),
            new CommandExample("meshgitops publish --to branch --push", "to the branch 'rendered' of the remote 'origin'"),
            new CommandExample("meshgitops publish --to branch --branch 'env/{cluster}' --push", "a branch for each cluster"),
            new CommandExample("meshgitops publish --to branch --propose", "to 'rendered-next', for a pull request or GitOps Promoter"),
            new CommandExample("meshgitops publish --to branch --phase Additive --push", "the first commit of a change that needs an order"),
            new CommandExample("meshgitops publish --push -o text -o json=publication.json", "for a person, and for the next step of a pipeline"))
        {
            path,
        };
        arguments.AddTo(command);
        var findings = FindingOptions.ForRender();
        findings.AddReportsTo(command);
        var publication = FindingOptions.ForPublication();
        publication.AddReportsTo(command);
        command.Validators.Add(result => CheckReports(result, publication.TargetsOf(result), findings.TargetsOf(result)));
        options.AddReporting(command);
        var suppression = new SuppressionArguments();
        suppression.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = arguments.Read(parsed, suppression.Read(parsed, session, Severity.Warning));
            var settings = findings.ReadReports(parsed) with { Publications = publication.ReadReports(parsed).Targets };
            return (int)PublishRun.Start(parsed.GetRequiredValue(path), request, session, options.Read(parsed, session), settings);
        });
        return command;
    }
    private static void CheckReports(CommandResult result, ImmutableArray<ReportTarget> publications, ImmutableArray<ReportTarget> findings)
    {
        foreach (var target in publications)
        {
            if (target is { Format: ReportFormat.Text, Path: not null })
            {
                result.AddError($"Option '--output' prints text on the standard output alone: 'text', and not 'text={target.Path}'.");
            }
            else if (target.Format != ReportFormat.Text && findings.Any(report => report.Path == target.Path))
            {
                result.AddError(target.Path is null
                    ? "Options '--output' and '--report' both send a report to the standard output; one of them needs a path."
                    : $"Options '--output' and '--report' send their reports to the same file '{target.Path}'.");
            }
        }
    }
}
