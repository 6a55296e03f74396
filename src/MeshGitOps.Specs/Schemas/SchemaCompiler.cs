using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MeshGitOps.Specs.Schemas;

/// <summary>Compiles a schema file of ours, which refers to no other. A mistake in one is a bug of ours and throws.</summary>
internal static class SchemaCompiler
{
    public static SchemaNode Compile(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Compile(document.RootElement);
    }

    private static SchemaNode Compile(JsonElement schema)
    {
        var notYet = Find(schema, "x-notYet");
        return new SchemaNode
        {
            Types = Types(schema),
            Description = Text(schema, "description"),
            Properties = Properties(schema),
            Additional = Additional(schema),
            Required = Texts(schema, "required"),
            Enum = Texts(schema, "enum"),
            AtMostOne = AtMostOne(schema),
            Pattern = Text(schema, "pattern") is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant) : null,
            Format = Text(schema, "format") is { } format ? ValueFormats.Named(format) : null,
            Keys = Text(schema, "x-keys") is { } keys ? ValueFormats.Named(keys) : null,
            MinLength = Count(schema, "minLength") ?? 0,
            MaxLength = Count(schema, "maxLength") ?? int.MaxValue,
            Minimum = Find(schema, "minimum")?.GetDecimal(),
            Maximum = Find(schema, "maximum")?.GetDecimal(),
            Items = Find(schema, "items") is { } items ? Compile(items) : null,
            MinItems = Count(schema, "minItems") ?? 0,
            MaxItems = Count(schema, "maxItems") ?? int.MaxValue,
            UniqueItems = Find(schema, "uniqueItems")?.GetBoolean() ?? false,
            MinProperties = Count(schema, "minProperties") ?? 0,
            MaxProperties = Count(schema, "maxProperties") ?? int.MaxValue,
            IsNotYet = notYet is { ValueKind: JsonValueKind.True },
            NotYetValues = notYet is { ValueKind: JsonValueKind.Array } ? Texts(schema, "x-notYet") : [],
        };
    }

    private static SchemaTypes Types(JsonElement schema) => Find(schema, "type") switch
    {
        null => SchemaTypes.Any,
        { ValueKind: JsonValueKind.String } type => TypeNamed(type.GetString()),
        { } types => types.EnumerateArray().Aggregate(SchemaTypes.Any, (all, type) => all | TypeNamed(type.GetString())),
    };

    private static SchemaTypes TypeNamed(string? name) => name switch
    {
        "object" => SchemaTypes.Object,
        "array" => SchemaTypes.Array,
        "string" => SchemaTypes.String,
        "integer" => SchemaTypes.Integer,
        "number" => SchemaTypes.Number | SchemaTypes.Integer,
        "boolean" => SchemaTypes.Boolean,
        _ => throw new InvalidOperationException($"The schema has the unknown type '{name}'."),
    };

    private static FrozenDictionary<string, SchemaNode> Properties(JsonElement schema) =>
        Find(schema, "properties") is { } properties
            ? properties.EnumerateObject().ToFrozenDictionary(
                property => property.Name,
                property => Compile(property.Value),
                StringComparer.Ordinal)
            : FrozenDictionary<string, SchemaNode>.Empty;

    private static SchemaNode? Additional(JsonElement schema) => Find(schema, "additionalProperties") switch
    {
        { ValueKind: JsonValueKind.False } => null,
        { ValueKind: JsonValueKind.Object } additional => Compile(additional),
        _ => SchemaNode.Anything,
    };

    private static ImmutableArray<ImmutableArray<string>> AtMostOne(JsonElement schema) =>
        Find(schema, "x-atMostOne") is { } groups
            ? [.. groups.EnumerateArray().Select(group => ImmutableArray.CreateRange(group.EnumerateArray().Select(name => name.ToString())))]
            : [];

    private static JsonElement? Find(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var value) ? value : null;

    private static string? Text(JsonElement schema, string keyword) => Find(schema, keyword)?.GetString();

    private static int? Count(JsonElement schema, string keyword) => Find(schema, keyword)?.GetInt32();

    private static ImmutableArray<string> Texts(JsonElement schema, string keyword) =>
        Find(schema, keyword) is { } values ? [.. values.EnumerateArray().Select(value => value.ToString())] : [];
}
