using System.Collections.Immutable;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>How an attempt to publish ended.</summary>
/// <param name="Commits">The new commits, in the order of branches; of a refused push those that were made here all the same.</param>
public sealed record Publication(PublicationOutcome Outcome, ImmutableArray<PublishedCommit> Commits)
{
    internal static readonly Publication Refused = new(PublicationOutcome.Refused, []);

    internal static readonly Publication Raced = new(PublicationOutcome.Raced, []);
}

public enum PublicationOutcome
{
    Published,

    /// <summary>Everything was published already.</summary>
    Unchanged,

    /// <summary>Somebody else moved a branch meanwhile: nothing was changed, and another attempt may succeed.</summary>
    Raced,

    /// <summary>Nothing was changed; findings say why.</summary>
    Refused,
}

/// <param name="Branch">The branch that was written.</param>
/// <param name="Old">What it stood at; null for a new one. The commit itself, where it was made before and is new on the remote alone.</param>
public sealed record PublishedCommit(string Branch, string? Old, string Commit);
