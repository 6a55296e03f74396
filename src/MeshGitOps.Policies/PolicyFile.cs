using System.Collections.Immutable;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>
/// Binds the documents of kind Policy. Their shape was checked against the schema before;
/// what only the catalogue knows is checked here: names of rules, their parameters and types.
/// </summary>
public static class PolicyFile
{
    /// <param name="documents">In any order: the result follows the order of paths and places.</param>
    public static Diagnosed<PolicySettings> Read(ImmutableArray<YamlDocument> documents)
    {
        var diagnostics = new DiagnosticBag();
        var specs = documents
            .OrderBy(document => document.Source.Path, StringComparer.Ordinal)
            .ThenBy(document => document.Root.Span.Start)
            .Select(document => (document.Root as YamlMapping)?["spec"])
            .OfType<YamlMapping>()
            .ToList();
        var policy = PolicySettings.Default with { Extends = ReadExtends(specs, diagnostics) };
        var rules = new PolicyRuleReader(policy, diagnostics);
        foreach (var entries in specs.Select(spec => spec["rules"]).OfType<YamlMapping>())
        {
            rules.Read(entries);
        }

        var custom = new CustomRuleReader(diagnostics);
        foreach (var written in specs.SelectMany(spec => spec.Mappings("custom")))
        {
            custom.Read(written);
        }

        return diagnostics.With(policy with
        {
            Rules = rules.ToImmutable().SetItems(custom.Rules.Select(rule => KeyValuePair.Create(rule.Id, custom.SettingsOf(rule)))),
            Custom = custom.Rules,
            Names = new RuleNames(custom.Rules.Select(rule => rule.Id)),
            Exemptions = [.. specs.SelectMany(spec => spec.Mappings("exemptions")).Select(ReadExemption).OfType<Exemption>()],
        });
    }

    /// <summary>A name that no shipped policy has was reported by the schema.</summary>
    private static ShippedPolicy ReadExtends(IEnumerable<YamlMapping> specs, DiagnosticBag diagnostics)
    {
        ShippedPolicy? first = null;
        SourceLocation place = default;
        foreach (var written in specs.Select(spec => spec["extends"]).OfType<YamlScalar>())
        {
            if (ShippedPolicies.Find(written.Value) is not { } policy)
            {
                continue;
            }

            if (first is null)
            {
                (first, place) = (policy, written.Location);
            }
            else if (policy != first)
            {
                diagnostics.Add(
                    PolicyDiagnostics.SeveralExtended,
                    written.Location,
                    $"The policies of a workspace extend one, but '{first.Name}' and '{policy.Name}' are named.",
                    "Keep one of the two.",
                    new RelatedLocation(place, "the first one is named here"));
            }
        }

        return first ?? ShippedPolicies.Recommended;
    }

    /// <summary>Null where the schema refused it.</summary>
    private static Exemption? ReadExemption(YamlMapping written) =>
        written.LocatedText("rule") is { } rule && written.LocatedText("reason") is { } reason
            ? new Exemption(
                rule,
                written.Texts("paths"),
                reason,
                written.Text("owner")?.Value,
                written.LocatedText("until") is { } until && AllowanceText.ParseDate(until.Value) is { } date ? until.With(date) : null)
            : null;
}
