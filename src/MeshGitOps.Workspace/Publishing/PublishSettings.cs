using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>How rendered files are published to branches.</summary>
/// <param name="Branch">One branch, or one per cluster.</param>
/// <param name="WorkspaceFolder">From the root of the repository; it is what a branch is recognised by.</param>
/// <param name="ToolVersion">For the trailers.</param>
public sealed record PublishSettings(BranchPattern Branch, string WorkspaceFolder, string ToolVersion)
{
    /// <summary>The remote that is pushed to; null for the local branches alone.</summary>
    public string? Remote { get; init; }

    /// <summary>Whose remote branch a new local one begins at, where nothing is pushed and the remote was fetched before.</summary>
    public string TrackedRemote { get; init; } = "origin";

    /// <summary>
    /// The branches that are written instead, for pull requests, with the published ones as their base;
    /// <see cref="NextSuffix"/> behind the name is what GitOps Promoter looks for. Null for the published ones themselves.
    /// </summary>
    public BranchPattern? Proposal { get; init; }

    /// <summary>What the source is called in metadata and trailers; null for the address of the remote.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary><c>Name &lt;address&gt;</c>; null for who git is set up to commit as.</summary>
    public string? Author { get; init; }

    public string MessageTemplate { get; init; } = CommitMessage.DefaultTemplate;

    public CommitSigning Signing { get; init; }

    public CommitNotes Notes { get; init; }

    public StaleSource StaleSource { get; init; }

    public ForeignBranch ForeignBranch { get; init; }

    public const string NextSuffix = "-next";
}

public enum CommitSigning
{
    None,

    /// <summary>As git is set up to: <c>gpg.format</c>, <c>user.signingKey</c>.</summary>
    Sign,
}

/// <summary>Whether commits get a note in <c>refs/notes/hydrator.metadata</c>.</summary>
public enum CommitNotes
{
    Write,
    Omit,
}

/// <summary>What happens where the source does not contain what is published.</summary>
public enum StaleSource
{
    Refuse,
    Allow,
}

/// <summary>What happens to a branch with files and nothing of ours.</summary>
public enum ForeignBranch
{
    Refuse,
    Adopt,
}
