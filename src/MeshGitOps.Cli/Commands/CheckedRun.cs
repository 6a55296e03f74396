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

    public static ExitCode ReportNoInputs(WorkspaceRun run, CommandSession session)
    {
        if (run.BareClusters.IsEmpty)
        {
            session.Error.WriteLine($"error: No specs were found in '{run.Display(run.Folder)}'.");
            session.Error.WriteLine("help: 'meshgitops init' writes a small workspace to start from; 'spec.specs' in meshgitops.yaml says where specs lie.");
        }
        else
        {
            var paths = run.BareClusters.SelectMany(cluster => cluster.Paths).Select(path => $"'{run.Display(path)}'").Distinct();
            session.Error.WriteLine($"error: Neither specs nor Kubernetes manifests were found in {string.Join(", ", paths)}.");
            session.Error.WriteLine("help: 'meshgitops init' writes a small workspace to start from; '--cluster NAME=PATH' checks manifests without specs.");
        }

        return ExitCode.NoInputs;
    }
}
