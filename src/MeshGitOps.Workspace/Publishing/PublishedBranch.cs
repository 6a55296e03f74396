using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>A branch of rendered files as it was found.</summary>
/// <param name="Cluster">The cluster whose files it holds; null for those of all.</param>
/// <param name="Name">As <c>rendered</c>.</param>
/// <param name="Tip">The commit that is published; null where the branch does not exist yet.</param>
/// <param name="RemoteTip">The same on the remote; null where it is not there, or where there is no remote.</param>
/// <param name="LocalTip">The same in the local repository.</param>
public sealed record PublishedBranch(string? Cluster, string Name, string? Tip, string? RemoteTip, string? LocalTip)
{
    /// <summary>The branch that a proposal is written to; null without one.</summary>
    public string? Proposal { get; init; }

    /// <summary>The commit that the proposal stands at on the remote.</summary>
    public string? ProposalTip { get; init; }

    /// <summary>What the branch that is written stands at where it is written: it moves from there or not at all.</summary>
    internal string? SeenTip { get; init; }

    /// <summary>What is written.</summary>
    internal string Reference => GitRef.Heads + (Proposal ?? Name);

    /// <summary>What the published tree says of itself; null where it says nothing.</summary>
    public HydratorMetadata? Metadata { get; init; }

    /// <summary>The source commit of the last publication, also of one that changed nothing.</summary>
    public string? SourceSha { get; init; }

    /// <summary>The <see cref="OutputDigest"/> of what the commit at the tip holds; null where no note says.</summary>
    internal string? OutputDigest { get; init; }
}
