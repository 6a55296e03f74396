using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>A finding that somebody accepts: it counts for no exit code and stays in machine-readable reports.</summary>
public sealed record SuppressedFinding(Diagnostic Finding, Suppression Suppression);

/// <summary>Why a finding is accepted, and where that is said.</summary>
/// <param name="Justification">The reason that was written, or what stands for one.</param>
/// <param name="Location">The place that says so; null for the command line and the baseline.</param>
public sealed record Suppression(SuppressionKind Kind, string Justification, SourceLocation? Location);

/// <summary>What suppresses a finding.</summary>
public enum SuppressionKind
{
    /// <summary>A comment on the line or the line above.</summary>
    Comment,

    /// <summary>An annotation of the object.</summary>
    Annotation,

    /// <summary>An exemption of a policy file.</summary>
    Exemption,

    /// <summary><c>--allow</c>.</summary>
    CommandLine,

    /// <summary>The finding stands in the baseline.</summary>
    Baseline,
}
