using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies;

/// <summary>The level and the parameters that a rule runs with.</summary>
public sealed record RuleSettings
{
    public required DiagnosticDescriptor Descriptor { get; init; }

    /// <summary>The severity of the rule's findings; null: the rule is switched off.</summary>
    public required Severity? Level { get; init; }

    /// <summary>What a policy file sets, by the name of the parameter.</summary>
    public ImmutableSortedDictionary<string, object> Values { get; init; } = NoValues;

    /// <summary>The place of the rule in a policy file; null where everything is the default.</summary>
    public SourceLocation? Location { get; init; }

    private static readonly ImmutableSortedDictionary<string, object> NoValues =
        ImmutableSortedDictionary<string, object>.Empty.WithComparers(StringComparer.Ordinal);

    public static RuleSettings DefaultOf(Rule rule) =>
        new() { Descriptor = rule.Descriptor, Level = rule.Descriptor.Severity };

    public T ValueOf<T>(RuleParameter<T> parameter)
        where T : notnull =>
        Values.TryGetValue(parameter.Name, out var value) ? (T)value : parameter.Default;

    /// <summary>A finding with the rule's level.</summary>
    public Diagnostic Finding(
        SourceLocation location,
        string message,
        string? help = null,
        params ReadOnlySpan<RelatedLocation> related) =>
        FindingAtMost(Severity.Error, location, message, help, related);

    /// <summary>A finding of the schemas as one of this rule.</summary>
    internal Diagnostic Adopt(Diagnostic finding) =>
        Finding(finding.Location, finding.Message, finding.Help, finding.Related.AsSpan()) with { Fix = finding.Fix };

    /// <summary>A finding that matters less than the rule's others: never above <paramref name="limit"/>, whatever the level.</summary>
    public Diagnostic FindingAtMost(
        Severity limit,
        SourceLocation location,
        string message,
        string? help = null,
        params ReadOnlySpan<RelatedLocation> related)
    {
        var level = Level ?? Descriptor.Severity;
        return Diagnostic.Create(Descriptor, location, message, help, related) with
        {
            Severity = level > limit ? limit : level,
        };
    }
}
