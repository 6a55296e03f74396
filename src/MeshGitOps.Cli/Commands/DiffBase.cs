using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Commands;

/// <summary>What a render is compared with.</summary>
/// <param name="Name">As the reader would write it.</param>
/// <param name="Output">The output folder from the root of the repository, for findings about files whose specs are gone.</param>
/// <param name="PreviouslyShared">The patches of what others own that lie there.</param>
/// <param name="Published">Every file that lies there and is ours, given what would be rendered.</param>
internal sealed record DiffBase(
    string Name,
    string Output,
    Func<Diagnosed<ImmutableArray<SharedObject>>> PreviouslyShared,
    Func<OutputTree, Diagnosed<ImmutableArray<PublishedFile>>> Published) : IDisposable
{
    private IDisposable? Held { get; init; }

    /// <summary>What a render left in a folder, in a commit or on branches.</summary>
    public static DiffBase Of(RenderedOutput rendered, string name, string output) =>
        new(name, output, rendered.PreviouslyShared, tree => PublishedIn(rendered, tree)) { Held = rendered as IDisposable };

    /// <summary>What other specs render to.</summary>
    public static DiffBase Of(OutputTree rendered, string name, string output) => new(
        name,
        output,
        () => new(
            [.. rendered.Files.Where(file => file.Sharing == OutputSharing.Shared).Select(file => new SharedObject(file.Cluster, file.Path, file.Bytes, file.Origin))],
            []),
        _ => new(PhasedTree.AsPublished(rendered), []));

    public void Dispose() => Held?.Dispose();

    private static Diagnosed<ImmutableArray<PublishedFile>> PublishedIn(RenderedOutput rendered, OutputTree tree)
    {
        var (difference, conflicts) = rendered.Compare(tree);
        return !conflicts.IsEmpty ? new([], conflicts)
            : difference.IsEmpty ? new(PhasedTree.AsPublished(tree), [])
            : rendered.Published(difference, tree);
    }
}
