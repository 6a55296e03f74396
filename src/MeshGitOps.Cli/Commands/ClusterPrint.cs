using System.Text;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Cli.Commands;

/// <summary>
/// <c>render --print CLUSTER</c>: what lies in the folder of one cluster after a render, as one YAML stream on the standard output.
/// Everything else goes to the standard error. Nothing is printed unless the exit code is 0: whoever reads the stream may prune what is not in it.
/// </summary>
internal static class ClusterPrint
{
    /// <param name="output">Where the manifests go; the session's own output takes nothing.</param>
    /// <exception cref="UsageException">There is no such cluster.</exception>
    public static ExitCode Run(
        string cluster,
        TextWriter output,
        WorkspaceRun run,
        RenderRequest request,
        CommandSession session,
        ReportOptions options,
        ReportSettings settings)
    {
        using var progress = new Progress(session);
        RenderTarget? target = null;
        var result = run.Run(new PipelineOptions
        {
            MaxParallelism = options.MaxParallelism,
            Suppression = request.Suppression,
            OnStage = progress.Report,
            PreviouslyShared = specs =>
            {
                var (opened, problems) = RenderTarget.Open(specs, run, request);
                target = opened;
                return opened is null ? new([], problems) : opened.Folder.PreviouslyShared();
            },
        });
        SuppressionArguments.Check(request.Suppression, result);
        var report = new RenderReport(run, session, options, settings, result, progress);
        if (CheckedRun.HasNoInputs(result))
        {
            return report.WriteNoInputs();
        }

        report.WriteFindings(result.Diagnostics);
        var exitCode = target is null || result.Diagnostics.Any(RuleCatalog.StopsOutput)
            ? StoppedRun.ExitCodeOf(result.Diagnostics)
            : Print(cluster, output, target, result, report);
        report.WriteSummary(result.Diagnostics, exitCode);
        return exitCode;
    }

    /// <summary>An address that is not in the lock file would be another one in the next run, under clients that know this one.</summary>
    private static ExitCode Print(string cluster, TextWriter output, RenderTarget target, PipelineResult result, RenderReport report)
    {
        if (result.Plan.Clusters.All(plan => plan.Name != cluster))
        {
            throw new UsageException($"There is no cluster '{cluster}' in the specs to print.");
        }

        if (LockFile.Differs(target.LockPath, result.Plan.Addresses))
        {
            report.WriteLockDrift(target);
            return ExitCode.Drift;
        }

        foreach (var file in result.Tree.ManifestsOf(cluster))
        {
            output.Write("---\n");
            output.Write(Encoding.UTF8.GetString(file.Bytes.Span));
        }

        return ExitCode.Clean;
    }
}
