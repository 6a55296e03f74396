using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What <c>render</c> prints: findings, the tree of what was written or would be, the resolved hosts, the summary.</summary>
internal sealed class RenderReport(
    WorkspaceRun run,
    CommandSession session,
    ReportOptions options,
    ReportSettings settings,
    PipelineResult result,
    Progress progress)
    : RunReport(run, session, options, settings, result, progress)
{
    /// <summary>Says what differs to the report for programs.</summary>
    public void Count(OutputDifference difference, bool lockDiffers) => Counts = OutputCounts.Of(difference, lockDiffers);

    public void WriteNothingWritten() => Output.WriteLine(Style.Bold("Nothing was written."));

    /// <summary>Which clusters the rest of the report is about, where not about all.</summary>
    public void WriteShard(Shard shard)
    {
        if (!shard.IsWhole)
        {
            var held = Result.Plan.Clusters.Count(cluster => shard.Holds(cluster.Name));
            Output.WriteLine($"Shard {shard} renders {held} of {Plural.Of(Result.Plan.Clusters.Length, "cluster")}.");
        }
    }

    public void WriteLockWritten(RenderTarget target) => Output.WriteLine($"Wrote {Display(target.LockPath)}");

    public void WriteLockDrift(RenderTarget target) => WriteLockDrift(Display(target.LockPath));

    public void WriteCheck(RenderTarget target, OutputDifference difference)
    {
        if (difference.IsEmpty)
        {
            Output.WriteLine($"{Display(target.Path)}/ is up to date, {Plural.Of(difference.Unchanged.Length, "file")}.");
            return;
        }

        WriteTree($"{Display(target.Path)}/ is not up to date:", difference);
        Output.WriteLine("help: Run 'meshgitops render' and commit what it writes.");
    }

    public void WriteWritten(RenderTarget target, OutputDifference difference)
    {
        if (difference.IsEmpty)
        {
            Output.WriteLine(
                $"{Display(target.Path)}/: nothing written, {Plural.Of(difference.Unchanged.Length, "file")} unchanged.");
        }
        else
        {
            WriteTree($"Wrote {Display(target.Path)}/", difference);
        }

        Output.WriteLine();
        HostTable.Write(Result.Plan, Output, Options);
    }
}
