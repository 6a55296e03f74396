using System.Collections.Immutable;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>What all policy files together say; a rule that none of them names runs with its defaults.</summary>
/// <param name="Rules">By the id of the rule.</param>
public sealed record PolicySettings(ImmutableSortedDictionary<string, RuleSettings> Rules)
{
    /// <summary>The shipped policy that rules run with which no file names.</summary>
    public ShippedPolicy Extends { get; init; } = ShippedPolicies.Recommended;

    /// <summary>Rules of the user's own, sorted by id.</summary>
    public ImmutableArray<CustomRule> Custom { get; init; } = [];

    public ImmutableArray<Exemption> Exemptions { get; init; } = [];

    /// <summary>Whether a rule of the user's own looks at such manifests.</summary>
    public bool LooksAt(string apiVersion, string kind) =>
        !Custom.IsEmpty && Custom.Any(rule => rule.Stage == RuleStage.Manifests && rule.IsAbout(apiVersion, kind));

    /// <summary>The names by which findings can be allowed.</summary>
    public RuleNames Names { get; init; } = new([]);

    /// <summary>No policy file: every rule with its defaults.</summary>
    public static readonly PolicySettings Default =
        new(ImmutableSortedDictionary<string, RuleSettings>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>The ids of the rules that a file of the workspace switches off, sorted.</summary>
    public ImmutableArray<string> SwitchedOff =>
        [.. Rules.Where(rule => rule.Value.Level is null).Select(rule => rule.Key)];

    public RuleSettings Of(Rule rule) => Rules.GetValueOrDefault(rule.Id) ?? DefaultOf(rule);

    /// <summary>What the policy that is extended says of a rule.</summary>
    internal RuleSettings DefaultOf(Rule rule) =>
        Extends == ShippedPolicies.Recommended ? RuleSettings.DefaultOf(rule) : Extends.Settings.Of(rule) with { Location = null };

    public bool IsSwitchedOff(Rule rule) => Of(rule).Level is null;

    /// <summary>The same with another level for one rule; null switches it off.</summary>
    public PolicySettings WithLevel(Rule rule, Severity? level) =>
        this with { Rules = Rules.SetItem(rule.Id, Of(rule) with { Level = level }) };
}
