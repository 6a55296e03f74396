namespace MeshGitOps.Cli.Commands;

/// <summary>A branch that a publication writes.</summary>
/// <param name="Name">As <c>rendered</c>.</param>
/// <param name="Tip">The commit that it stands at; null where it does not exist yet.</param>
internal sealed record TargetBranch(string Name, string? Tip)
{
    /// <summary>The branch that it is proposed to; null where it is published itself.</summary>
    public string? Base { get; init; }
}
