using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>What the rules found, and what they did not look at: a run says both.</summary>
/// <param name="Diagnostics">In <see cref="DiagnosticOrder"/>.</param>
/// <param name="Run">The ids of the rules that ran, sorted.</param>
/// <param name="SwitchedOff">The ids of the rules that a policy switches off, sorted.</param>
/// <param name="NotChecked">What a rule could not check for want of a declaration: one sentence each, sorted.</param>
public sealed record RuleResults(
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<string> Run,
    ImmutableArray<string> SwitchedOff,
    ImmutableArray<string> NotChecked);
