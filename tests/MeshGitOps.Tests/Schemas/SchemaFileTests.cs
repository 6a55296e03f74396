using System.Text.Json;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Tests.Schemas;

/// <summary>The schema files as editors and NJsonSchema read them.</summary>
public sealed class SchemaFileTests
{
    /// <summary>Without if/then, const, propertyNames, contains, dependencies: NJsonSchema 10.7.2 ignores them silently.</summary>
    private static readonly string[] AllowedKeywords =
    [
        "$id", "$schema", "title", "description", "default", "examples",
        "type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum",
        "properties", "required", "additionalProperties", "minProperties", "maxProperties",
        "items", "minItems", "maxItems", "uniqueItems",
        "format", "x-keys", "x-notYet",
    ];

    public static TheoryData<string> Kinds => [.. SpecKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Uses_only_keywords_that_are_enforced(string kind) =>
        Assert.Empty(Schemas(kind).SelectMany(schema => schema.EnumerateObject().Select(keyword => keyword.Name)).Except(AllowedKeywords));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Describes_every_schema_in_a_sentence(string kind) =>
        Assert.Empty(Schemas(kind)
            .Where(schema => !schema.TryGetProperty("description", out var description)
                || !description.GetString()!.EndsWith('.')
                || !(char.IsUpper(description.GetString()![0]) || char.IsDigit(description.GetString()![0])))
            .Select(schema => schema.GetRawText()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Says_what_fields_an_object_has(string kind) =>
        Assert.Empty(Schemas(kind)
            .Where(schema => schema.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String
                && type.GetString() == "object"
                && !schema.TryGetProperty("additionalProperties", out _))
            .Select(schema => schema.GetProperty("description").GetString())
            .Except(["The level of the rule and its parameters."]));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Requires_only_fields_that_it_knows(string kind) =>
        Assert.All(Schemas(kind).Where(schema => schema.TryGetProperty("required", out _)), schema =>
            Assert.All(
                schema.GetProperty("required").EnumerateArray(),
                name => Assert.True(schema.GetProperty("properties").TryGetProperty(name.GetString()!, out _))));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_its_kind_and_the_version_of_the_language(string kind)
    {
        var properties = Root(kind).GetProperty("properties");

        Assert.Equal(kind, Assert.Single(properties.GetProperty("kind").GetProperty("enum").EnumerateArray()).GetString());
        Assert.Equal(
            SpecKinds.Find(kind)!.ApiVersion,
            Assert.Single(properties.GetProperty("apiVersion").GetProperty("enum").EnumerateArray()).GetString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Has_examples_and_defaults_that_it_takes_itself(string kind)
    {
        foreach (var schema in Schemas(kind).Where(schema => schema.TryGetProperty("format", out _)))
        {
            var format = ValueFormats.Named(schema.GetProperty("format").GetString()!);
            var values = schema.TryGetProperty("examples", out var examples) ? examples.EnumerateArray().ToList() : [];
            if (schema.TryGetProperty("default", out var value))
            {
                values.Add(value);
            }

            Assert.All(values, example => Assert.True(format.Accepts(example.GetString()!), $"{format.Name}: {example}"));
        }
    }

    private static JsonElement Root(string kind) =>
        JsonDocument.Parse(SpecKinds.Find(kind)!.Schema.Text).RootElement;

    private static IEnumerable<JsonElement> Schemas(string kind) => Below(Root(kind));

    private static IEnumerable<JsonElement> Below(JsonElement schema)
    {
        yield return schema;
        var children = new List<JsonElement>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            children.AddRange(properties.EnumerateObject().Select(property => property.Value));
        }

        if (schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object)
        {
            children.Add(additional);
        }

        if (schema.TryGetProperty("items", out var items))
        {
            children.Add(items);
        }

        foreach (var child in children.SelectMany(Below))
        {
            yield return child;
        }
    }
}
