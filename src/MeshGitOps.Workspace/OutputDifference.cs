using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Workspace;

/// <summary>
/// What would have to change on disk; every list is sorted by path. Inventories are files like the others here.
/// </summary>
public sealed record OutputDifference
{
    public static readonly OutputDifference None = new();

    /// <summary>Not on disk and in no inventory.</summary>
    public ImmutableArray<OutputPath> Added { get; init; } = [];

    /// <summary>On disk with other bytes, or ours and vanished from disk.</summary>
    public ImmutableArray<OutputPath> Changed { get; init; } = [];

    /// <summary>Ours, and no longer rendered.</summary>
    public ImmutableArray<OutputPath> Removed { get; init; } = [];

    public ImmutableArray<OutputPath> Unchanged { get; init; } = [];

    /// <summary>Those of <see cref="Changed"/> and <see cref="Removed"/> that are not as the last render wrote them.</summary>
    public ImmutableArray<OutputPath> HandEdited { get; init; } = [];

    /// <summary>Nothing to write and nothing to delete: a check is clean.</summary>
    public bool IsEmpty => Added.IsEmpty && Changed.IsEmpty && Removed.IsEmpty;

    /// <summary>What is written, inventories last.</summary>
    internal ImmutableArray<PendingFile> Writes { get; init; } = [];

    internal ImmutableArray<PendingDelete> Deletes { get; init; } = [];

    /// <summary>The inventories as they were, to notice another command's changes.</summary>
    internal ImmutableSortedDictionary<string, string> Inventories { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The same with the edits by hand given up: they are overwritten and deleted.</summary>
    public OutputDifference Overwriting() => this with { HandEdited = [] };
}

/// <param name="Hash">Of <paramref name="Bytes"/>.</param>
/// <param name="PreviousHash">Of what lies there now; null for nothing.</param>
internal sealed record PendingFile(OutputPath Path, ReadOnlyMemory<byte> Bytes, string Hash, string? PreviousHash);

internal sealed record PendingDelete(OutputPath Path, string PreviousHash);
