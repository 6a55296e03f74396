using System.Collections.Immutable;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Custom;

/// <summary>Reads <c>spec.custom</c> of all policies in turn; what the schema of the kind refused is not reported again.</summary>
internal sealed class CustomRuleReader(DiagnosticBag diagnostics)
{
    private readonly List<CustomRule> _rules = [];
    private readonly Dictionary<string, Severity?> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);

    /// <summary>Sorted by id.</summary>
    public ImmutableArray<CustomRule> Rules => [.. _rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>The level that each is set to; null switches it off.</summary>
    public RuleSettings SettingsOf(CustomRule rule) =>
        RuleSettings.DefaultOf(rule) with { Level = _levels[rule.Id], Location = rule.Location };

    public void Read(YamlMapping written)
    {
        if (written.LocatedText("id") is not { } id || written["message"] is not YamlScalar message || written["schema"] is not { } schema)
        {
            return;
        }

        var kinds = written.Mapping("match").Texts("kinds").Select(kind => KindPattern.Parse(kind.Value)).ToImmutableArray();
        var template = ReadMessage(message);
        var compiled = ObjectSchema.Compile(schema, out var problems);
        foreach (var problem in problems)
        {
            diagnostics.Add(CustomRuleDiagnostics.SchemaUnusable, problem.Location, problem.Message, problem.Help);
        }

        if (!IsNameFree(id) || StageOf(written, kinds) is not { } stage || template is null || compiled is null)
        {
            return;
        }

        var level = LevelOf(written);
        _levels[id.Value] = level;
        _rules.Add(new CustomRule(id, stage, kinds, level ?? Severity.Warning, template, compiled));
    }

    private bool IsNameFree(Located<string> id)
    {
        if (!RuleCatalog.FindAll(id.Value).IsEmpty)
        {
            diagnostics.Add(CustomRuleDiagnostics.NameTaken, id.Location, $"There is a rule '{id.Value}' already.", "Give the custom rule a name of its own.");
            return false;
        }

        if (_places.TryAdd(id.Value, id.Location))
        {
            return true;
        }

        diagnostics.Add(
            CustomRuleDiagnostics.NameTaken,
            id.Location,
            $"There is a custom rule '{id.Value}' already.",
            "Give one of the two another name.",
            new RelatedLocation(_places[id.Value], "it is written here first"));
        return false;
    }

    private RuleStage? StageOf(YamlMapping written, ImmutableArray<KindPattern> kinds)
    {
        switch (written.Mapping("match").Text("stage")?.Value)
        {
            case "Specs":
                return RuleStage.Specs;
            case "Manifests":
                return RuleStage.Manifests;
            case "Rendered":
                return RuleStage.Rendered;
        }

        var specs = kinds.Count(kind => kind.IsSpec);
        if (specs == 0 || specs == kinds.Length)
        {
            return specs == 0 ? RuleStage.Manifests : RuleStage.Specs;
        }

        diagnostics.Add(
            CustomRuleDiagnostics.KindsMixed,
            written.Mapping("match")?.KeyLocation("kinds") ?? written.Location,
            "The kinds are of specs and of manifests.",
            "Write two rules, or 'stage: Specs', 'stage: Manifests' or 'stage: Rendered'.");
        return null;
    }

    private MessageTemplate? ReadMessage(YamlScalar message)
    {
        var template = MessageTemplate.Parse(message.Value, out var problem);
        if (problem is not { } found)
        {
            return template;
        }

        diagnostics.Add(CustomRuleDiagnostics.MessageUnusable, new ScalarPlaces(message).Of(found.Span), found.Message, found.Help);
        return null;
    }

    private static Severity? LevelOf(YamlMapping written) => written.Text("level")?.Value switch
    {
        "off" => null,
        "info" => Severity.Info,
        "error" => Severity.Error,
        _ => Severity.Warning,
    };
}
