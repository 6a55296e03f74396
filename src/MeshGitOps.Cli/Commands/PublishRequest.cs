using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options of <c>publish</c>; null is what the workspace says.</summary>
internal sealed record PublishRequest(SuppressionOptions Suppression)
{
    public PublishTarget? To { get; init; }

    public BranchPattern? Branch { get; init; }

    public string? Remote { get; init; }

    /// <summary>Whether the remote is pushed to.</summary>
    public bool Push { get; init; }

    /// <summary>Whether a branch for a pull request is written and pushed.</summary>
    public bool Propose { get; init; }

    /// <summary>The branch of the pull request; null for the published one with <see cref="PublishSettings.NextSuffix"/>.</summary>
    public BranchPattern? Proposal { get; init; }

    /// <summary>The revision that is rendered.</summary>
    public string Source { get; init; } = CheckedOut;

    public RenderPhase Phase { get; init; }

    public HandEdits HandEdits { get; init; }

    /// <summary>Whether the commit is published though the working tree differs from it.</summary>
    public bool AllowDirty { get; init; }

    public StaleSource StaleSource { get; init; }

    public ForeignBranch ForeignBranch { get; init; }

    public string? Author { get; init; }

    public string Message { get; init; } = CommitMessage.DefaultTemplate;

    public CommitSigning Signing { get; init; }

    public CommitNotes Notes { get; init; }

    /// <summary>How often a publication is tried while others move the branch.</summary>
    public int Attempts { get; init; } = DefaultAttempts;

    public const int DefaultAttempts = 8;

    public const string CheckedOut = "HEAD";
}
