using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary>What a render writes of a change in the phase that was asked for, and what is unsafe about that.</summary>
/// <param name="Tree">All that is rendered in that phase.</param>
/// <param name="Problems">Why the output cannot be read or compared.</param>
/// <param name="HeldBack">What is to follow the phase Additive.</param>
internal sealed record RenderChange(
    OutputTree Tree,
    OutputDifference Difference,
    ImmutableArray<Diagnostic> Findings,
    ImmutableArray<Diagnostic> Problems,
    HeldBack HeldBack)
{
    /// <param name="whole">What the whole change differs in from the output.</param>
    /// <param name="directory">The output from the root of the repository, for findings about files whose specs are gone.</param>
    public static RenderChange Of(
        RenderedOutput output,
        PipelineResult result,
        OutputDifference whole,
        RenderPhase phase,
        AdditiveStep step,
        string directory)
    {
        var (published, problems) = output.Published(whole, result.Tree);
        if (!problems.IsEmpty)
        {
            return new RenderChange(result.Tree, whole, [], problems, HeldBack.Nothing);
        }

        var context = ContextOf(output, whole, published, result);
        var phased = PhasedTree.Of(published, result, phase, step, directory, context);
        if (phase != RenderPhase.Additive)
        {
            return new RenderChange(phased.Tree, whole, phased.Findings, [], phased.HeldBack);
        }

        var (difference, conflicts) = output.Compare(phased.Tree);
        return new RenderChange(phased.Tree, difference, phased.Findings, conflicts, phased.HeldBack);
    }

    /// <summary>Nothing is read or rendered for a shard in which nothing differs, nor where nothing is published yet.</summary>
    private static ShardContext ContextOf(
        RenderedOutput output,
        OutputDifference whole,
        ImmutableArray<PublishedFile> published,
        PipelineResult result)
    {
        var shard = output.Shard;
        if (shard.IsWhole || whole.IsEmpty)
        {
            return ShardContext.Whole with { Shard = shard };
        }

        var names = UnsafeTransitions.NamesToRead(published, result.Tree);
        var (files, clusters) = output.PublishedElsewhere(names);
        return new ShardContext(shard, files, published.IsEmpty && clusters.IsEmpty ? OutputTree.Empty : result.RenderOthers(names), clusters);
    }
}
