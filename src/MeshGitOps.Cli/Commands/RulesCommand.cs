using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops rules</c>: every rule with its level and what it reads.</summary>
internal static class RulesCommand
{
    public static Command Create(CommandSession session)
    {
        var command = new DescribedCommand(
            "rules",
            "List the rules; a policy file sets their levels and parameters.",
            new CommandExample("meshgitops rules", "all rules"),
            new CommandExample("meshgitops explain mtls-not-strict", "one rule in full"));
        command.SetAction(_ =>
        {
            TextTable.Write(
                session.Output,
                ["RULE", "LEVEL", "READS", "FINDS"],
                [.. RuleCatalog.Rules.Select(rule => new[] { rule.Id, LevelOf(rule.Descriptor), ReadsOf(rule), rule.Descriptor.Title })]);
            return (int)ExitCode.Clean;
        });
        return command;
    }

    public static string LevelOf(DiagnosticDescriptor descriptor) => descriptor.Severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    public static string ReadsOf(Rule rule) => rule.Stage switch
    {
        RuleStage.Specs => "specs",
        RuleStage.Plans => "plan",
        _ => "manifests",
    };
}
