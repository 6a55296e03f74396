using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Findings, parted into those that count and those that somebody accepts.</summary>
/// <param name="Diagnostics">What counts, with what is wrong with the allowances; in <see cref="DiagnosticOrder"/>.</param>
/// <param name="Suppressed">In the same order.</param>
public sealed record SuppressionResult(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<SuppressedFinding> Suppressed)
{
    /// <summary>The baseline without what is mended, or the new one; null where there is none.</summary>
    public Baseline? Baseline { get; init; }
}
