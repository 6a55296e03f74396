using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options of <c>render</c>.</summary>
/// <param name="Output">The absolute path of the folder to write to; null: where the workspace says.</param>
internal sealed record RenderRequest(string? Output, RenderMode Mode, LockMode Lock, HandEdits HandEdits, RenderPhase Phase, SuppressionOptions Suppression)
{
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Whether the size of what is rendered for each cluster is reported.</summary>
    public bool ReportsSizes { get; init; }
}

internal enum RenderMode
{
    Write,

    /// <summary>Nothing is written; what would be is drift.</summary>
    Check,
}

/// <summary>Whether the lock file of virtual addresses may change.</summary>
internal enum LockMode
{
    Update,
    Frozen,
}

/// <summary>What happens to rendered files that were edited by hand.</summary>
internal enum HandEdits
{
    Stop,
    Overwrite,
}
