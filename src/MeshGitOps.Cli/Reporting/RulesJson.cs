using System.Collections.Immutable;
using System.Text.Json;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Rules for programs: one object with <c>schemaVersion</c> and the rules, sorted by id.</summary>
internal static class RulesJson
{
    public const int SchemaVersion = 1;

    public static void Write(ImmutableArray<Rule> rules, TextWriter output)
    {
        output.Write(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("tool", $"meshgitops {ToolVersion.Text}");
            json.WriteStartArray("rules");
            foreach (var rule in rules)
            {
                Write(rule, json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    private static void Write(Rule rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("title", rule.Descriptor.Title);
        json.WriteString("level", RulesCommand.LevelOf(rule.Descriptor));
        json.WriteString("reads", RulesCommand.ReadsOf(rule));
        json.WriteBoolean("stopsRender", rule.AffectsOutput);
        json.WriteStartArray("aliases");
        foreach (var alias in rule.Aliases)
        {
            json.WriteStringValue(alias);
        }

        json.WriteEndArray();
        json.WriteString("explanation", rule.Descriptor.Explanation.Trim());
        json.WriteString("source", rule.Source);
        if (rule.Fix is { } fix)
        {
            json.WriteString("fix", fix);
        }

        json.WriteStartArray("parameters");
        foreach (var parameter in rule.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("type", parameter.Type);
            json.WriteString("default", parameter.DefaultText);
            json.WriteString("description", parameter.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (rule is not CustomRule)
        {
            json.WriteStartObject("example");
            json.WriteString("finding", rule.Example.FindingText);
            json.WriteString("clean", rule.Example.Clean);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
