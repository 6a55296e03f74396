using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>An exemption of a policy file: findings of a rule in some files are accepted.</summary>
/// <param name="Paths">Files, folders and globs, relative to the folder of the workspace; empty: all.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="Until">The last day on which it holds, or null.</param>
public sealed record Exemption(
    Located<string> Rule,
    ImmutableArray<Located<string>> Paths,
    Located<string> Reason,
    string? Owner,
    Located<DateOnly>? Until);
