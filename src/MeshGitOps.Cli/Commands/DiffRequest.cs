using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options of <c>diff</c>.</summary>
/// <param name="Against">A folder or a revision of git, as it was written; null: what the workspace publishes to.</param>
/// <param name="IfDifferent">The exit code where something differs.</param>
internal sealed record DiffRequest(string? Against, RenderPhase Phase, ExitCode IfDifferent, SuppressionOptions Suppression);
