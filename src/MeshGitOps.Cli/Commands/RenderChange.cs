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

        var output = run.RelativePath(target.Path);
        var context = ContextOf(target, whole, published, result);
        var transitions = UnsafeTransitions.Find(published, result.Tree, result.Plan, output, context);
        if (request.Phase != RenderPhase.Additive)
        {
            return new RenderChange(whole, Of(transitions, request.Phase), [], HeldBack.Nothing);
        }

        var step = request.Mode == RenderMode.Check ? AdditiveStep.Shortest : AdditiveStep.Furthest;
        var (tree, others) = AdditivePhase.Apply(published, result.Tree, step, context);
        var (difference, conflicts) = target.Folder.Compare(tree);
        var next = context with { Published = AsPublished(others), PublishedClusters = [.. result.Plan.Clusters.Select(cluster => cluster.Name)] };
        return new RenderChange(difference, Of(transitions, request.Phase), conflicts, Rest(tree, result, output, next));
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

    private static ImmutableArray<Diagnostic> Of(ImmutableArray<Transition> transitions, RenderPhase phase) =>
    [
        .. transitions.Where(transition => transition.IsReportedIn(phase)).Select(transition => transition.Diagnostic),
    ];

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

    private static ImmutableArray<PublishedFile> AsPublished(OutputTree tree) =>
        [.. tree.Files.Select(file => new PublishedFile(file.Path, file.Cluster, file.Bytes, file.Origin, file.Sharing))];

    private static bool IsSame(OutputTree tree, OutputTree other) =>
        tree.Files.Length == other.Files.Length
        && tree.Files.Zip(other.Files).All(pair => pair.First.Path == pair.Second.Path && pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span));
}

/// <summary>What the phase Additive leaves to do.</summary>
internal enum HeldBack
{
    Nothing,

    /// <summary>Another step of the phase Additive goes further.</summary>
    ForAdditive,

    /// <summary>The phase Removal is safe then, as far as the output can tell.</summary>
    ForRemoval,

    /// <summary>No phase is safe; the findings say what is to be declared instead.</summary>
    ForOtherSpecs,
}
