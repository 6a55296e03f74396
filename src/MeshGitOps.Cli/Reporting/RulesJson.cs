using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Policies;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Rules for programs: one object with <c>schemaVersion</c> and the rules, sorted by id.</summary>
internal static class RulesJson
{
    public const int SchemaVersion = 1;

    public static void Write(ImmutableArray<Rule> rules, TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
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
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
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
        json.WriteStartObject("example");
        json.WriteString("finding", rule.Example.FindingText);
        json.WriteString("clean", rule.Example.Clean);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
