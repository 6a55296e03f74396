using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Something written that accepts the findings of one rule at some places.</summary>
/// <param name="Name">As it is written: a rule, a code, or <c>*</c>.</param>
/// <param name="Rules">The ids it stands for; default: every rule.</param>
/// <param name="Location">The place of the name; null on the command line.</param>
/// <param name="Justification">The reason, or what stands for one.</param>
internal sealed record Allowance(
    SuppressionKind Kind,
    string Name,
    ImmutableArray<string> Rules,
    SourceLocation? Location,
    string Justification)
{
    /// <summary>The path that it is about; null: any.</summary>
    public string? Path { get; init; }

    /// <summary>The 1-based line that it is about; null: any.</summary>
    public int? Line { get; init; }

    /// <summary>The object that it is about; null: any place.</summary>
    public TextSpan? Object { get; init; }

    /// <summary>Paths and globs from the root of the repository; default: any path.</summary>
    public ImmutableArray<string> Paths { get; init; }

    /// <summary>Whether it is reported where it allows nothing: istioctl may find what is not looked for here.</summary>
    public bool IsForThisTool { get; init; } = true;

    public bool AllowsRule(string id) => Rules.IsDefault || Rules.Contains(id);

    public Suppression ToSuppression() => new(Kind, Justification, Location);
}
