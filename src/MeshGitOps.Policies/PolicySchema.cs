using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies;

/// <summary>
/// The JSON schema of a Policy with every rule and its parameters, for editors: <c>policies/policy.schema.json</c>.
/// The tool itself checks a policy against the schema of the kind and the catalogue, which knows what a name was meant to be.
/// </summary>
public static class PolicySchema
{
    /// <summary>The path in the repository of the tool.</summary>
    public const string Path = "policies/policy.schema.json";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly ImmutableArray<string> WayToRules = ["properties", "spec", "properties", "rules"];

    /// <summary>The schema of the kind, with the rules of the catalogue in place of any name.</summary>
    public static string Generate()
    {
        var schema = Parse(SpecKinds.Policy.Schema.Text);
        var rules = schema;
        foreach (var step in WayToRules)
        {
            rules = rules[step] as JsonObject ?? throw new InvalidOperationException($"The schema of a Policy has no '{step}'.");
        }

        var anyRule = rules["additionalProperties"] as JsonObject
            ?? throw new InvalidOperationException("The schema of a Policy says nothing about rules.");
        var known = new JsonObject();
        foreach (var rule in RuleCatalog.Rules)
        {
            known[rule.Id] = Of(rule, anyRule);
        }

        foreach (var alias in RuleCatalog.Rules.SelectMany(rule => rule.Aliases).Distinct().Order(StringComparer.Ordinal))
        {
            // Rules that share a code take the same parameters through it only where they are one.
            known[alias] = RuleCatalog.FindAll(alias) is [var rule]
                ? new JsonObject { ["$ref"] = $"#/{string.Join('/', WayToRules)}/properties/{rule.Id}" }
                : anyRule.DeepClone();
        }

        rules["properties"] = known;
        rules["additionalProperties"] = false;
        rules.Remove("x-keys");
        return Write(schema);
    }

    private static JsonObject Of(Rule rule, JsonObject anyRule)
    {
        var properties = new JsonObject { ["level"] = anyRule["properties"]?["level"]?.DeepClone() };
        foreach (var parameter in rule.Parameters)
        {
            var schema = Parse($"{{{parameter.Schema}}}");
            schema.Insert(0, "description", parameter.Description);
            properties[parameter.Name] = schema;
        }

        return new JsonObject
        {
            ["description"] = $"{rule.Descriptor.Explanation.Split('\n')[0]} Default level: {RulesPage.LevelOf(rule.Descriptor.Severity)}.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    private static JsonObject Parse(string json) =>
        JsonNode.Parse(json) as JsonObject ?? throw new InvalidOperationException("The schema is no JSON object.");

    private static string Write(JsonObject schema)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            schema.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
