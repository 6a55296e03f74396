using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Workspaces;

/// <summary>Where the output is published: the defaults of <c>meshgitops publish</c>, and what delivery objects point to.</summary>
public sealed record PublishSpec
{
    public Located<PublishTarget>? To { get; init; }

    public Located<BranchPattern>? Branch { get; init; }

    /// <summary>The name of a git remote, or a URL without a user or password.</summary>
    public Located<string>? Remote { get; init; }

    public PublishTarget EffectiveTarget => To?.Value ?? PublishTarget.Directory;

    public BranchPattern EffectiveBranch => Branch?.Value ?? BranchPattern.Default;

    public string EffectiveRemote => Remote?.Value ?? DefaultRemote;

    public const string DefaultRemote = "origin";
}

/// <summary>What a publish writes to.</summary>
public enum PublishTarget
{
    /// <summary>The output directory, on the branch of the specs.</summary>
    Directory,

    /// <summary>A branch of its own, whose root is the output; or one per cluster.</summary>
    Branch,
}
