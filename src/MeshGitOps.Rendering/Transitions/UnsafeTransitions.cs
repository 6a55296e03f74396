using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What is not safe in one commit between what is published and what would be rendered.</summary>
public static class UnsafeTransitions
{
    /// <summary>None for a first render. Sorted by <see cref="DiagnosticOrder"/>.</summary>
    /// <param name="published">Every file of the last render; empty for none.</param>
    /// <param name="tree">Everything that would be rendered.</param>
    /// <param name="plan">What it is rendered from, for the places of the findings.</param>
    /// <param name="outputDirectory">From the root of the repository, for findings about files whose specs are gone.</param>
    public static ImmutableArray<Transition> Find(
        ImmutableArray<PublishedFile> published,
        OutputTree tree,
        FleetPlan plan,
        string outputDirectory) => Find(published, tree, plan, outputDirectory, ShardContext.Whole);

    /// <summary>
    /// The same for the files of a shard. What is unsafe is found by each shard that it touches, or by the one that holds the serving cluster;
    /// all shards together find what one run finds.
    /// </summary>
    public static ImmutableArray<Transition> Find(
        ImmutableArray<PublishedFile> published,
        OutputTree tree,
        FleetPlan plan,
        string outputDirectory,
        ShardContext context)
    {
        if (OutputChange.Of(published, tree, context, ComparedObjects.Differing) is not { } change)
        {
            return [];
        }

        var places = new TransitionPlaces(plan, outputDirectory);
        return
        [
            .. HostTransitions.Find(change, places)
                .Concat(ServerTransitions.Find(change, places))
                .Concat(GatewayTransitions.Find(change, places))
                .Concat(StrictTransitions.Find(change, places))
                .Where(transition => transition.Cluster is null || context.Shard.Holds(transition.Cluster))
                .OrderBy(transition => transition.Diagnostic, DiagnosticOrder.Instance),
        ];
    }

    /// <summary>The names of the files whose objects are compared, in any cluster; none where nothing differs.</summary>
    public static IReadOnlySet<string> NamesToRead(ImmutableArray<PublishedFile> published, OutputTree tree) =>
        OutputChange.NamesToRead(published, tree);
}
