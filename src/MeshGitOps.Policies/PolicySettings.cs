using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>What all policy files together say; a rule that none of them names runs with its defaults.</summary>
/// <param name="Rules">By the id of the rule.</param>
public sealed record PolicySettings(ImmutableSortedDictionary<string, RuleSettings> Rules)
{
    /// <summary>No policy file: every rule with its defaults.</summary>
    public static readonly PolicySettings Default =
        new(ImmutableSortedDictionary<string, RuleSettings>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The ids of the rules that a policy switches off, sorted; for the summary of a run.</summary>
    public ImmutableArray<string> SwitchedOff =>
        [.. Rules.Where(rule => rule.Value.Level is null).Select(rule => rule.Key)];

    public RuleSettings Of(Rule rule) => Rules.GetValueOrDefault(rule.Id) ?? RuleSettings.DefaultOf(rule);

    public bool IsSwitchedOff(Rule rule) => Of(rule).Level is null;

    /// <summary>The same with another level for one rule; null switches it off.</summary>
    public PolicySettings WithLevel(Rule rule, Severity? level) =>
        new(Rules.SetItem(rule.Id, Of(rule) with { Level = level }));
}
