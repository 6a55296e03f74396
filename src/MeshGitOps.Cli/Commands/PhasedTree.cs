using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary>What a phase makes of a change, and what is unsafe about it.</summary>
/// <param name="Findings">The unsafe transitions that say something in the phase.</param>
/// <param name="HeldBack">What is to follow the phase Additive.</param>
internal sealed record PhasedTree(OutputTree Tree, ImmutableArray<Diagnostic> Findings, HeldBack HeldBack)
{
    /// <param name="published">Every file of the last render; empty for none, and where nothing differs.</param>
    /// <param name="output">From the root of the repository, for findings about files whose specs are gone.</param>
    public static PhasedTree Of(
        ImmutableArray<PublishedFile> published,
        PipelineResult result,
        RenderPhase phase,
        AdditiveStep step,
        string output,
        ShardContext context)
    {
        var transitions = UnsafeTransitions.Find(published, result.Tree, result.Plan, output, context);
        ImmutableArray<Diagnostic> findings =
        [
            .. transitions.Where(transition => transition.IsReportedIn(phase)).Select(transition => transition.Diagnostic),
        ];
        if (phase != RenderPhase.Additive)
        {
            return new PhasedTree(result.Tree, findings, HeldBack.Nothing);
        }

        var (tree, others) = AdditivePhase.Apply(published, result.Tree, step, context);
        var next = context with { Published = AsPublished(others), PublishedClusters = [.. result.Plan.Clusters.Select(cluster => cluster.Name)] };
        return new PhasedTree(tree, findings, Rest(tree, result, output, next));
    }

    /// <summary>What lies between the tree of the phase and the whole change, once every cluster has synced the former.</summary>
    private static HeldBack Rest(OutputTree tree, PipelineResult result, string output, ShardContext context)
    {
        if (IsSame(tree, result.Tree))
        {
            return HeldBack.Nothing;
        }

        var risks = UnsafeTransitions.Find(AsPublished(tree), result.Tree, result.Plan, output, context)
            .Select(transition => transition.Risk)
            .ToHashSet();
        return risks.Contains(TransitionRisk.Order) ? HeldBack.ForAdditive
            : risks.Contains(TransitionRisk.OrderAndCallers) ? HeldBack.ForOtherSpecs
            : HeldBack.ForRemoval;
    }

    /// <summary>As if it had been published.</summary>
    public static ImmutableArray<PublishedFile> AsPublished(OutputTree tree) =>
        [.. tree.Files.Select(file => new PublishedFile(file.Path, file.Cluster, file.Bytes, file.Origin, file.Sharing))];

    private static bool IsSame(OutputTree tree, OutputTree other) =>
        tree.Files.Length == other.Files.Length
        && tree.Files.Zip(other.Files).All(pair => pair.First.Path == pair.Second.Path && pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span));
}
