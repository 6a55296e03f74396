using System.Collections.Frozen;
using System.Collections.Immutable;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>The names by which a rule can be allowed: ids of the catalogue and of custom rules, codes of istioctl.</summary>
public sealed class RuleNames
{
    private readonly FrozenSet<string> _custom;

    /// <param name="custom">The ids of custom rules.</param>
    public RuleNames(IEnumerable<string> custom) => _custom = custom.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name is one of the tool's own findings, such as <c>MGO3001</c>: nobody can accept it.</summary>
    public static bool IsNumbered(string name) =>
        name.Length == 7 && name.StartsWith("MGO", StringComparison.OrdinalIgnoreCase) && name.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0;

    public bool IsRule(string id) => RuleCatalog.Find(id) is not null || _custom.Contains(id);

    /// <summary>The ids that a name stands for; none where it is unknown.</summary>
    public ImmutableArray<string> FindAll(string name) =>
        _custom.Contains(name) ? [name] : [.. RuleCatalog.FindAll(name).Select(rule => rule.Id)];

    /// <summary>What to write instead of an unknown name, or null.</summary>
    public string? HelpFor(string name) =>
        IstioctlCodes.Find(name) is { NotDecided: { } reason }
            ? $"istioctl's {name} is not decided here: {reason}."
            : Suggestion.Help(name, RuleCatalog.Rules.SelectMany(rule => rule.Aliases.Prepend(rule.Id)).Concat(_custom));
}
