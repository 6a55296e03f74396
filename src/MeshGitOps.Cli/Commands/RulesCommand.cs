using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops rules</c>: every rule, those of the workspace's own too, with its level and what it reads, as a table or as JSON.</summary>
internal static class RulesCommand
{
    private static readonly ImmutableArray<string> Levels = ["error", "warning", "info"];
    private static readonly ImmutableArray<string> Stages = ["specs", "plan", "manifests", "rendered"];
    private static readonly ImmutableArray<string> Formats = ["text", "json"];

    public static Command Create(CommandSession session, CommonOptions options)
    {
        var filter = new Option<string?>("--filter")
        {
            Description = "Only rules with this text in their name, title, explanation or codes.",
            HelpName = "TEXT",
        };
        var stage = Choice("--stage", "Only rules that read specs, the plan, manifests or what is rendered.", Stages);
        var level = Choice("--level", "Only rules of this level by default.", Levels);
        var output = Choice("--output", "How: text or json.", Formats);
        output.Aliases.Add("-o");
        var path = CommonOptions.WorkspacePath();
        var command = new DescribedCommand(
            "rules",
            "List the rules, with those that the policies of a workspace add; a policy file sets their levels and parameters.",
            new CommandExample("meshgitops rules", "all rules"),
            new CommandExample("meshgitops rules --filter mtls --stage manifests", "some of them"),
            new CommandExample("meshgitops rules -o json", "everything about each, for programs"),
            new CommandExample("meshgitops explain mtls-not-strict", "one rule in full"))
        {
            path,
            filter,
            stage,
            level,
            output,
        };
        command.SetAction(parsed =>
        {
            var own = WorkspaceRun.Open(parsed.GetRequiredValue(path), session).CustomRules(options.Read(parsed, session).MaxParallelism);
            ImmutableArray<Rule> rules =
            [
                .. RuleCatalog.Rules.Concat(own).OrderBy(rule => rule.Id, StringComparer.Ordinal).Where(rule =>
                    Mentions(rule, parsed.GetValue(filter) ?? "")
                    && (parsed.GetValue(stage) ?? ReadsOf(rule)) == ReadsOf(rule)
                    && (parsed.GetValue(level) ?? LevelOf(rule.Descriptor)) == LevelOf(rule.Descriptor)),
            ];
            if (parsed.GetValue(output) == "json")
            {
                RulesJson.Write(rules, session.Output);
            }
            else
            {
                WriteTable(rules, session.Output);
            }

            return (int)ExitCode.Clean;
        });
        return command;
    }

    public static string LevelOf(DiagnosticDescriptor descriptor) => SeverityName.Of(descriptor.Severity);

    public static string ReadsOf(Rule rule) => rule.Stage switch
    {
        RuleStage.Specs => "specs",
        RuleStage.Plans => "plan",
        RuleStage.Rendered => "rendered",
        _ => "manifests",
    };

    private static void WriteTable(ImmutableArray<Rule> rules, TextWriter output)
    {
        if (rules.IsEmpty)
        {
            output.WriteLine("No rule is like that.");
            return;
        }

        TextTable.Write(
            output,
            ["RULE", "LEVEL", "READS", "CODES", "FINDS"],
            [.. rules.Select(rule => new[] { rule.Id, LevelOf(rule.Descriptor), ReadsOf(rule), string.Join(' ', rule.Aliases), rule.Descriptor.Title })]);
    }

    private static bool Mentions(Rule rule, string text) =>
        rule.Aliases.Append(rule.Id).Append(rule.Descriptor.Title).Append(rule.Descriptor.Explanation)
            .Any(place => place.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static Option<string?> Choice(string name, string description, ImmutableArray<string> choices)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', choices) };
        option.CompletionSources.Add([.. choices]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !choices.Contains(token.Value))
            {
                result.AddError($"Option '{name}' takes {string.Join(", ", choices[..^1])} or {choices[^1]}, but is '{token.Value}'.");
            }
        });
        return option;
    }
}
