using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Differences;

/// <summary>One field of an object, or one item of a list, that differs.</summary>
/// <param name="Path">As <c>spec.endpoints[aws-east].address</c>: items of lists by what names them, not by their number where anything does.</param>
/// <param name="Before">Null where it is added.</param>
/// <param name="After">Null where it is removed.</param>
public sealed record FieldDifference(string Path, ManifestValue? Before, ManifestValue? After)
{
    /// <summary>Where the items of a list are the same in another order: their names before and after.</summary>
    public bool IsOrder { get; init; }

    /// <summary>Of a text with several lines, as a Corefile: what differs in it. Empty otherwise.</summary>
    public ImmutableArray<LineChange> Lines { get; init; } = [];

    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;
}
