using System.Collections.Immutable;
using System.CommandLine;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops explain</c>: a rule, a finding, or the settings that count for a cluster and where each came from.</summary>
internal static class ExplainCommand
{
    private const string ClusterPrefix = "cluster/";

    public static Command Create(CommandSession session, CommonOptions options)
    {
        var subject = CommonOptions.WithoutOptions(new Argument<string>("RULE|ID|CODE|cluster/NAME")
        {
            Description = "The name of a rule, the id of a finding, a code of istioctl, or 'cluster/' and the name of a Cluster.",
        });
        var path = CommonOptions.WorkspacePath();
        var command = new DescribedCommand(
            "explain",
            "Explain a rule, a finding, or the settings of a cluster.",
            new CommandExample("meshgitops explain MGO3104", "a finding"),
            new CommandExample("meshgitops explain mtls-not-strict", "a rule"),
            new CommandExample("meshgitops explain IST0118", "what finds that code of istioctl, or why nothing does"),
            new CommandExample("meshgitops explain cluster/aws-west", "what counts for a cluster, and why"))
        {
            subject,
            path,
        };
        options.AddReporting(command);
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(subject);
            return (int)(name.StartsWith(ClusterPrefix, StringComparison.OrdinalIgnoreCase)
                ? ExplainCluster(
                    name[ClusterPrefix.Length..],
                    WorkspaceRun.Open(parsed.GetRequiredValue(path), session),
                    session,
                    options.Read(parsed, session))
                : ExplainName(
                    name,
                    new ExplainReport(session.Output, options.OutputStyle(parsed, session)),
                    () => WorkspaceRun.Open(parsed.GetRequiredValue(path), session).CustomRules(options.Read(parsed, session).MaxParallelism)));
        });
        return command;
    }

    /// <param name="readOwnRules">Called only for a name that is not known without a workspace.</param>
    private static ExitCode ExplainName(string name, ExplainReport report, Func<ImmutableArray<CustomRule>> readOwnRules)
    {
        if (RuleCatalog.Find(name.ToLowerInvariant()) is { } rule)
        {
            report.Write(rule);
            return ExitCode.Clean;
        }

        if (IstioctlCodes.Find(name) is { } code)
        {
            report.Write(code, RuleCatalog.FindAll(code.Code));
            return ExitCode.Clean;
        }

        if (FindingCatalogue.Find(name) is { } descriptor)
        {
            report.Write(descriptor, $"{RulesCommand.LevelOf(descriptor)}, always on");
            return ExitCode.Clean;
        }

        var own = readOwnRules();
        if (own.FirstOrDefault(custom => string.Equals(custom.Id, name, StringComparison.OrdinalIgnoreCase)) is { } ownRule)
        {
            report.Write(ownRule);
            return ExitCode.Clean;
        }

        // The ids of findings all look alike: the nearest one would be any.
        var known = RuleCatalog.Rules.Concat(own).Select(known => known.Id);
        throw new UsageException($"There is no rule or finding '{name}'. {Suggestion.Help(name, known) ?? "'meshgitops rules' lists the rules."}");
    }

    private static ExitCode ExplainCluster(string name, WorkspaceRun run, CommandSession session, ReportOptions options)
    {
        var (result, _) = CheckedRun.Run(run, session, new PipelineOptions { MaxParallelism = options.MaxParallelism });
        if (!result.IsPlanned)
        {
            new TextReport(session.Output, options.Style, run.Display).Write(FindingSelection.Of(result.Diagnostics, options.FindingLimit));
            new RunSummary(session.Output, options.Style).WriteFound(result.Diagnostics);
            return ExitCode.Findings;
        }

        foreach (var cluster in result.Plan.Clusters)
        {
            if (cluster.Name == name)
            {
                TextTable.Write(
                    session.Output,
                    ["SETTING", "VALUE", "FROM"],
                    [.. cluster.Settings.Explained.Select(setting => new[] { setting.Name, setting.Value, From(setting, run) })]);
                return ExitCode.Clean;
            }
        }

        var help = Suggestion.Help(name, result.Plan.Clusters.Select(cluster => cluster.Name));
        throw new UsageException($"The workspace has no Cluster '{name}'. {help}".TrimEnd());
    }

    private static string From(EffectiveSetting setting, WorkspaceRun run)
    {
        if (setting.Location is not { } location)
        {
            return setting.Source;
        }

        var position = location.Position;
        return FormattableString.Invariant($"{setting.Source} ({run.Display(location.Path)}:{position.Line})");
    }
}
