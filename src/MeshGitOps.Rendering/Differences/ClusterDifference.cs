using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Differences;

/// <summary>What differs in the files of a cluster, or in those of the delivery.</summary>
/// <param name="Files">Every file whose bytes differ, sorted by path.</param>
/// <param name="Objects">Sorted by namespace, name, group and kind.</param>
/// <param name="Moved">Objects that lie in another file now, whether they differ or not.</param>
public sealed record ClusterDifference(
    string Cluster,
    ImmutableArray<FileDifference> Files,
    ImmutableArray<ObjectDifference> Objects,
    int Moved)
{
    /// <summary>The files that are compared as lines.</summary>
    public IEnumerable<FileDifference> Texts => Files.Where(file => file.IsText);

    public int Count(ChangeKind kind) => Objects.Count(item => item.Kind == kind);
}
