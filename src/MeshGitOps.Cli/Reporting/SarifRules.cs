using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The rules of a SARIF run: those of the catalogue and what else was found, sorted by id.</summary>
internal sealed class SarifRules
{
    /// <summary>GitHub refuses longer descriptions.</summary>
    private const int MaxDescription = 1024;

    /// <summary>GitHub shows ten tags.</summary>
    private const int MaxTags = 10;

    private readonly ImmutableArray<DiagnosticDescriptor> _descriptors;
    private readonly Dictionary<string, int> _indexes;

    private SarifRules(ImmutableArray<DiagnosticDescriptor> descriptors)
    {
        _descriptors = descriptors;
        _indexes = descriptors.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
    }

    public static SarifRules Of(ImmutableArray<ReportedFinding> findings) => new(
    [
        .. RuleCatalog.Rules.Select(rule => rule.Descriptor)
            .Concat(findings.Select(finding => finding.Diagnostic.Descriptor))
            .DistinctBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ]);

    public int IndexOf(string id) => _indexes[id];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("rules");
        foreach (var descriptor in _descriptors)
        {
            Write(json, descriptor, RuleCatalog.Find(descriptor.Id));
        }

        json.WriteEndArray();
    }

    /// <summary>What a policy switches off, as the override of a default that is on.</summary>
    public void WriteSwitchedOff(Utf8JsonWriter json, ImmutableArray<SkippedRule> skipped)
    {
        json.WriteStartArray("ruleConfigurationOverrides");
        foreach (var rule in skipped)
        {
            if (rule.Reason != SkipReason.SwitchedOff || !_indexes.TryGetValue(rule.Id, out var index))
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteStartObject("descriptor");
            json.WriteString("id", rule.Id);
            json.WriteNumber("index", index);
            json.WriteEndObject();
            json.WriteStartObject("configuration");
            json.WriteBoolean("enabled", false);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>SARIF's word for a severity.</summary>
    public static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static void Write(Utf8JsonWriter json, DiagnosticDescriptor descriptor, Rule? rule)
    {
        var explanation = descriptor.Explanation.Trim();
        json.WriteStartObject();
        json.WriteString("id", descriptor.Id);
        json.WriteString("name", NameOf(descriptor.Title));
        SarifResult.WriteMessage(json, "shortDescription", ShortText.Of(descriptor.Title, MaxDescription));
        SarifResult.WriteMessage(json, "fullDescription", ShortText.Of(explanation, MaxDescription));
        json.WriteStartObject("help");
        json.WriteString("text", explanation);
        json.WriteString("markdown", HelpOf(descriptor, rule, explanation));
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(descriptor.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("problem.severity", descriptor.Severity == Severity.Info ? "recommendation" : SeverityName.Of(descriptor.Severity));
        json.WriteStartArray("tags");
        foreach (var tag in TagsOf(rule))
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string HelpOf(DiagnosticDescriptor descriptor, Rule? rule, string explanation)
    {
        var help = string.Join('\n', explanation.Split('\n').Select(MarkdownText.Escape));
        var explain = MarkdownText.Code($"meshgitops explain {descriptor.Id}");
        return rule is null
            ? $"{help}\n\n{explain} prints this."
            : $"{help}\n\nSource: {MarkdownText.Escape(rule.Source)}.\n{explain} shows how to configure it.";
    }

    private static IEnumerable<string> TagsOf(Rule? rule) =>
        rule is null
            ? ["meshgitops"]
            : rule.Aliases.Prepend(rule.Stage.ToString().ToLowerInvariant()).Prepend("meshgitops").Take(MaxTags);

    /// <summary>The title as one word in Pascal case.</summary>
    private static string NameOf(string title) => string.Concat(
        title.Split([' ', '-', '\'', ',', '.', '/', ':', '(', ')', '<', '>', '`'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => CultureInfo.InvariantCulture.TextInfo.ToUpper(word[0]) + word[1..]));
}
