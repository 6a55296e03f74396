using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Fixes;

namespace MeshGitOps.Cli.Fixing;

/// <summary>What the rounds of fixing led to; nothing is written yet.</summary>
/// <param name="Before">The run before the first fix.</param>
/// <param name="After">The run over the fixed texts.</param>
/// <param name="Applied">Findings whose fix was made, in the order of rounds; their places are those of the round.</param>
/// <param name="Files">The files that differ now, by path.</param>
/// <param name="Problems">Why fixes were not made.</param>
internal sealed record FixOutcome(
    PipelineResult Before,
    PipelineResult After,
    ImmutableArray<Diagnostic> Applied,
    ImmutableSortedDictionary<string, EditedText> Files,
    ImmutableArray<Diagnostic> Problems);
