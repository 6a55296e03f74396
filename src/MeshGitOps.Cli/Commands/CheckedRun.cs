using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Cli.Commands;

/// <summary>What every command that reads a workspace does first.</summary>
internal static class CheckedRun
{
    /// <summary>The pipeline, with progress on a terminal.</summary>
    public static (PipelineResult Result, TimeSpan Elapsed) Run(WorkspaceRun run, CommandSession session, PipelineOptions options)
    {
        using var progress = new Progress(session);
        var result = run.Run(options with { OnStage = progress.Report });
        return (result, progress.Elapsed);
    }

    /// <summary>No spec at all, or of manifests alone no object, and no finding that says why.</summary>
    public static bool HasNoInputs(PipelineResult result) => !result.HasInputs && !result.HasErrors;

    /// <summary>Why nothing was checked: a sentence; null where something was.</summary>
    /// <param name="paths">Those of the command line, from the root of the repository.</param>
    public static string? FailureOf(WorkspaceRun run, PipelineResult result, ImmutableArray<string> paths)
    {
        if (HasNoInputs(result))
        {
            return NoInputs(run);
        }

        return run.IsChangeRead
            ? null
            : $"Nothing in the workspace reads '{run.Display(paths[0])}': no path of specs, policies or manifests leads there.";
    }

    public static ExitCode ReportNoInputs(WorkspaceRun run, CommandSession session)
    {
        session.Error.WriteLine($"error: {NoInputs(run)}");
        session.Error.WriteLine(
            "help: 'meshgitops init' writes a small workspace to start from; "
            + (run.BareClusters.IsEmpty
                ? "'spec.specs' in meshgitops.yaml says where specs lie."
                : "'--cluster NAME=PATH' checks manifests without specs."));
        return ExitCode.NoInputs;
    }

    private static string NoInputs(WorkspaceRun run)
    {
        if (run.BareClusters.IsEmpty)
        {
            return $"No specs were found in '{run.Display(run.Folder)}'.";
        }

        var paths = run.BareClusters.SelectMany(cluster => cluster.Paths).Select(path => $"'{run.Display(path)}'").Distinct();
        return $"Neither specs nor Kubernetes manifests were found in {string.Join(", ", paths)}.";
    }
}
