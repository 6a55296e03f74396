using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>Reads the levels and parameters of rules, <c>spec.rules</c> of all policies in turn.</summary>
/// <param name="policy">What the policies extend.</param>
internal sealed class PolicyRuleReader(PolicySettings policy, DiagnosticBag diagnostics)
{
    private readonly ImmutableSortedDictionary<string, RuleSettings>.Builder _rules =
        ImmutableSortedDictionary.CreateBuilder<string, RuleSettings>(StringComparer.Ordinal);

    public void Read(YamlMapping entries)
    {
        foreach (var entry in entries.Entries)
        {
            var name = entry.Key.Value;
            var named = RuleCatalog.FindAll(name);
            if (named.IsEmpty)
            {
                diagnostics.Add(
                    PolicyDiagnostics.UnknownRule,
                    entry.Key.Location,
                    $"There is no rule '{name}'.",
                    Suggestion.Help(name, RuleCatalog.Rules.SelectMany(known => known.Aliases.Prepend(known.Id))));
            }

            foreach (var rule in named)
            {
                Read(rule, entry);
            }
        }
    }

    public ImmutableSortedDictionary<string, RuleSettings> ToImmutable() => _rules.ToImmutable();

    private void Read(Rule rule, YamlEntry entry)
    {
        if (_rules.TryGetValue(rule.Id, out var first))
        {
            diagnostics.Add(
                PolicyDiagnostics.RuleSetTwice,
                entry.Key.Location,
                $"Rule '{rule.Id}' is set already.",
                "Keep one of the two.",
                [.. PlaceOf(first)]);
        }
        else if (entry.Value is YamlMapping values)
        {
            _rules.Add(rule.Id, ReadRule(rule, entry.Key, values));
        }
    }

    private static IEnumerable<RelatedLocation> PlaceOf(RuleSettings settings) =>
        settings.Location is { } location ? [new RelatedLocation(location, "it is set here first")] : [];

    private RuleSettings ReadRule(Rule rule, YamlScalar name, YamlMapping values)
    {
        var settings = policy.DefaultOf(rule) with { Location = name.Location };
        var parameters = settings.Values.ToBuilder();
        foreach (var entry in values.Entries)
        {
            if (entry.Key.Value == "level")
            {
                settings = ReadLevel(settings, entry.Value);
                continue;
            }

            var parameter = rule.Parameters.FirstOrDefault(known => known.Name == entry.Key.Value);
            if (parameter is null)
            {
                diagnostics.Add(
                    PolicyDiagnostics.UnknownParameter,
                    entry.Key.Location,
                    $"Rule '{rule.Id}' has no parameter '{entry.Key.Value}'.",
                    HelpForParameter(rule, entry.Key.Value));
            }
            else if (parameter.Read(entry.Value) is { } value)
            {
                parameters[parameter.Name] = value;
            }
            else
            {
                diagnostics.Add(
                    PolicyDiagnostics.WrongValue,
                    entry.Value.Location,
                    $"Parameter '{parameter.Name}' of rule '{rule.Id}' must be {parameter.Type}.",
                    $"Its default is '{parameter.DefaultText}'.");
            }
        }

        return settings with { Values = parameters.ToImmutable() };
    }

    /// <summary>Another word than these four was reported by the schema, and leaves the default.</summary>
    private static RuleSettings ReadLevel(RuleSettings settings, YamlNode node) => (node as YamlScalar)?.Value switch
    {
        "off" => settings with { Level = null },
        "info" => settings with { Level = Severity.Info },
        "warning" => settings with { Level = Severity.Warning },
        "error" => settings with { Level = Severity.Error },
        _ => settings,
    };

    private static string HelpForParameter(Rule rule, string written)
    {
        var names = rule.Parameters.Select(parameter => parameter.Name).Prepend("level").ToList();
        return Suggestion.Help(written, names) ?? $"It takes {string.Join(", ", names)}.";
    }
}
