using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary>What a render writes of a change in the phase that was asked for, and what is unsafe about that.</summary>
/// <param name="Problems">Why the output cannot be read or compared.</param>
/// <param name="HeldBack">What is to follow the phase Additive.</param>
internal sealed record RenderChange(
    OutputDifference Difference,
    ImmutableArray<Diagnostic> Findings,
    ImmutableArray<Diagnostic> Problems,
    HeldBack HeldBack)
{
    /// <param name="whole">What the whole change differs in from the output.</param>
    public static RenderChange Of(
        RenderTarget target,
        PipelineResult result,
        OutputDifference whole,
        RenderRequest request,
        WorkspaceRun run)
    {
        var (published, problems) = target.Folder.Published(whole, result.Tree);
        if (!problems.IsEmpty)
        {
            return new RenderChange(whole, [], problems, HeldBack.Nothing);
        }

        var step = request.Mode == RenderMode.Check ? AdditiveStep.Shortest : AdditiveStep.Furthest;
        var context = ContextOf(target, whole, published, result);
        var phased = PhasedTree.Of(published, result, request.Phase, step, run.RelativePath(target.Path), context);
        if (request.Phase != RenderPhase.Additive)
        {
            return new RenderChange(whole, phased.Findings, [], phased.HeldBack);
        }

        var (difference, conflicts) = target.Folder.Compare(phased.Tree);
        return new RenderChange(difference, phased.Findings, conflicts, phased.HeldBack);
    }

    /// <summary>Nothing is read or rendered for a shard in which nothing differs, nor where nothing is published yet.</summary>
    private static ShardContext ContextOf(
        RenderTarget target,
        OutputDifference whole,
        ImmutableArray<PublishedFile> published,
        PipelineResult result)
    {
        var shard = target.Folder.Shard;
        if (shard.IsWhole || whole.IsEmpty)
        {
            return ShardContext.Whole with { Shard = shard };
        }

        var names = UnsafeTransitions.NamesToRead(published, result.Tree);
        var (files, clusters) = target.Folder.PublishedElsewhere(names);
        return new ShardContext(shard, files, published.IsEmpty && clusters.IsEmpty ? OutputTree.Empty : result.RenderOthers(names), clusters);
    }
}
