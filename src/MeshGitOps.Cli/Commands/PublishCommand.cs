using System.CommandLine;
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
            new CommandExample("meshgitops publish --to branch --phase Additive --push", "the first commit of a change that needs an order"))
        {
            path,
        };
        arguments.AddTo(command);
        var findings = FindingOptions.ForRender();
        findings.AddReportsTo(command);
        options.AddReporting(command);
        var suppression = new SuppressionArguments();
        suppression.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = arguments.Read(parsed, suppression.Read(parsed, session, Severity.Warning));
            return (int)PublishRun.Start(parsed.GetRequiredValue(path), request, session, options.Read(parsed, session), findings.ReadReports(parsed));
        });
        return command;
    }
}
