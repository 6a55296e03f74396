using System.CommandLine;
using MeshGitOps.Cli.Migration;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>meshgitops migrate</c>: prints the specs that lead from one way of doing things to another; writes nothing.</summary>
internal static class MigrateCommand
{
    /// <summary>What the migration itself cures: it must not stand in its way.</summary>
    private static readonly HashSet<string> Cured = new(StringComparer.Ordinal)
    {
        PlanDiagnostics.VersionUnsupported.Id,
        PlanDiagnostics.LegacyReleasesMixed.Id,
        PlanDiagnostics.LegacyHostname.Id,
        PlanDiagnostics.LegacyNameDiffers.Id,
        DnsDiagnostics.CaptureNotPossible.Id,
    };

    public static Command Create(CommandSession session, CommonOptions options) => new DescribedCommand(
        "migrate",
        "Print the specs that lead off an old way, in the order in which to apply them.",
        new CommandExample("meshgitops migrate legacy --istio-version 1.26", "from the .global recipe to EastWest"))
    {
        CreateLegacy(session, options),
    };

    private static DescribedCommand CreateLegacy(CommandSession session, CommonOptions options)
    {
        var version = new Option<string>("--istio-version")
        {
            Description = "The release that the clusters are upgraded to: 1.8.6, 1.9.5 or later.",
            HelpName = "VERSION",
            Required = true,
        };
        var path = CommonOptions.WorkspacePath();
        var command = new DescribedCommand(
            "legacy",
            "Print the specs of interconnect EastWest with the hosts and addresses of Legacy; nothing is written.",
            new CommandExample("meshgitops migrate legacy --istio-version 1.26", "in the workspace of this folder"),
            new CommandExample("meshgitops migrate legacy --istio-version 1.26 > steps.yaml", "to take the documents from"))
        {
            version,
            path,
        };
        options.AddReporting(command);
        command.SetAction(parsed => (int)Migrate(
            Target(parsed.GetRequiredValue(version)),
            WorkspaceRun.Open(parsed.GetRequiredValue(path), session),
            session,
            options.Read(parsed, session)));
        return command;
    }

    private static IstioVersion Target(string text)
    {
        if (IstioVersion.TryParse(text) is not { } version)
        {
            throw new UsageException($"'{text}' is no release of Istio; write it as '1.26' or '1.26.3'.");
        }

        return LegacyRelease.NeedsPatch(version) || LegacyRelease.Includes(version) || !version.IsAtLeast(1, 8, 6)
            ? throw new UsageException($"Istio {version} does not do interconnect EastWest for certain: take 1.8.6, 1.9.5 or a later release.")
            : version;
    }

    private static ExitCode Migrate(IstioVersion target, WorkspaceRun run, CommandSession session, ReportOptions options)
    {
        var (result, _) = CheckedRun.Run(run, session, new PipelineOptions { MaxParallelism = options.MaxParallelism });
        if (CheckedRun.HasNoInputs(result))
        {
            return CheckedRun.ReportNoInputs(run, session);
        }

        var errors = result.Diagnostics.Where(finding => finding.Severity == Severity.Error && !Cured.Contains(finding.Id)).ToList();
        if (!result.IsPlanned || errors.Count > 0)
        {
            // The output is YAML for a file: what keeps it from being written goes beside it.
            new TextReport(session.Error, TextStyle.Plain, run.Display).Write(FindingSelection.Of([.. errors], options.FindingLimit));
            return ExitCode.Findings;
        }

        var migration = new LegacyMigration(result.Specs, result.Plan, target);
        if (migration.IsEmpty)
        {
            session.Error.WriteLine("No GlobalNamespace has interconnect Legacy: there is nothing to migrate.");
            return ExitCode.Clean;
        }

        migration.Write(session.Output);
        return ExitCode.Clean;
    }
}
