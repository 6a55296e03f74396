using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Schemas;

/// <summary>
/// Compiles a schema of a user. A keyword that is not enforced is refused: passed over, it would let through what its author forbids.
/// </summary>
internal sealed class ObjectSchemaCompiler
{
    private const int MaxDepth = 32;
    private const int MaxSchemas = 1_000;

    private static readonly ImmutableArray<string> Keywords =
    [
        "additionalProperties", "enum", "format", "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems",
        "minLength", "minProperties", "minimum", "pattern", "properties", "required", "type", "uniqueItems",
    ];

    private static readonly string[] Annotations = ["$comment", "$schema", "default", "description", "examples", "title"];

    private readonly ImmutableArray<SchemaProblem>.Builder _problems = ImmutableArray.CreateBuilder<SchemaProblem>();
    private int _depth;
    private int _count;

    public ImmutableArray<SchemaProblem> Problems => _problems.ToImmutable();

    public SchemaNode Compile(YamlNode node)
    {
        if (node is YamlScalar scalar && YamlScalarTypes.TryGetBoolean(scalar, out var isAny) && isAny)
        {
            return SchemaNode.Anything;
        }

        if (node is not YamlMapping schema)
        {
            return Refuse(node, "A schema must be a mapping.");
        }

        if (_depth == MaxDepth || ++_count > MaxSchemas)
        {
            return _problems.Count > 0 ? SchemaNode.Anything : Refuse(node, _depth == MaxDepth
                ? Invariant($"The schema is nested more than {MaxDepth} deep.")
                : Invariant($"The schema holds more than {MaxSchemas} schemas."));
        }

        CheckKeywords(schema);
        _depth++;
        var compiled = CompileKeywords(schema);
        _depth--;
        return compiled;
    }

    private SchemaNode CompileKeywords(YamlMapping schema)
    {
        var additional = Additional(schema);
        var required = Texts(schema, "required");
        var values = Texts(schema, "enum");
        return new SchemaNode
        {
            Types = schema["type"] is { } type ? Types(type) : values.IsEmpty ? SchemaTypes.Any : SchemaTypes.String | SchemaTypes.Integer | SchemaTypes.Number | SchemaTypes.Boolean,
            Properties = Properties(schema, required, additional),
            Additional = additional,
            Required = required,
            Enum = values,
            Pattern = Pattern(schema),
            Format = Format(schema),
            MinLength = Count(schema, "minLength") ?? 0,
            MaxLength = Count(schema, "maxLength") ?? int.MaxValue,
            Minimum = Number(schema, "minimum"),
            Maximum = Number(schema, "maximum"),
            Items = schema["items"] is { } items ? Compile(items) : null,
            MinItems = Count(schema, "minItems") ?? 0,
            MaxItems = Count(schema, "maxItems") ?? int.MaxValue,
            UniqueItems = Flag(schema, "uniqueItems"),
            MinProperties = Count(schema, "minProperties") ?? 0,
            MaxProperties = Count(schema, "maxProperties") ?? int.MaxValue,
        };
    }

    private void CheckKeywords(YamlMapping schema)
    {
        foreach (var key in schema.Entries.Select(entry => entry.Key))
        {
            if (!Keywords.Contains(key.Value) && !Annotations.Contains(key.Value))
            {
                Refuse(key, $"The keyword {SchemaWords.Quote(key.Value)} is not supported.", Suggestion.Help(key.Value, Keywords) ?? $"Supported are {SchemaWords.List(Keywords)}.");
            }
        }
    }

    private SchemaTypes Types(YamlNode written) => written switch
    {
        YamlScalar name => TypeNamed(name),
        YamlSequence { Items.Length: > 0 } names => names.Items.Aggregate(SchemaTypes.Any, (all, name) => all | (name is YamlScalar scalar ? TypeNamed(scalar) : WrongType(name))),
        _ => WrongType(written),
    };

    private SchemaTypes TypeNamed(YamlScalar name) => name.Value switch
    {
        "object" => SchemaTypes.Object,
        "array" => SchemaTypes.Array,
        "string" => SchemaTypes.String,
        "integer" => SchemaTypes.Integer,
        "number" => SchemaTypes.Number | SchemaTypes.Integer,
        "boolean" => SchemaTypes.Boolean,
        _ => WrongType(name),
    };

    private SchemaTypes WrongType(YamlNode node)
    {
        Refuse(node, "Keyword 'type' must be object, array, string, integer, number or boolean, or a list of them.");
        return SchemaTypes.Any;
    }

    /// <summary>The validator looks for required fields among the properties.</summary>
    private FrozenDictionary<string, SchemaNode> Properties(YamlMapping schema, ImmutableArray<string> required, SchemaNode? additional)
    {
        var properties = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        if (schema["properties"] is YamlMapping written)
        {
            foreach (var entry in written.Entries)
            {
                properties.Add(entry.Key.Value, Compile(entry.Value));
            }
        }
        else if (schema["properties"] is { } other)
        {
            Refuse(other, "Keyword 'properties' must be a mapping.");
        }

        foreach (var name in required)
        {
            properties.TryAdd(name, additional ?? SchemaNode.Anything);
        }

        return properties.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private SchemaNode? Additional(YamlMapping schema) => schema["additionalProperties"] switch
    {
        null => SchemaNode.Anything,
        YamlScalar scalar when YamlScalarTypes.TryGetBoolean(scalar, out var isAllowed) => isAllowed ? SchemaNode.Anything : null,
        var written => Compile(written),
    };

    private ImmutableArray<string> Texts(YamlMapping schema, string keyword)
    {
        if (schema[keyword] is not { } written)
        {
            return [];
        }

        if (written is YamlSequence list && list.Items.All(item => item is YamlScalar))
        {
            return [.. list.Items.OfType<YamlScalar>().Select(item => item.Value)];
        }

        Refuse(written, $"Keyword '{keyword}' must be a list of values.");
        return [];
    }

    private Regex? Pattern(YamlMapping schema)
    {
        if (schema["pattern"] is not { } written)
        {
            return null;
        }

        if (written is not YamlScalar pattern || !PatternCost.IsBounded(pattern.Value))
        {
            Refuse(written, Invariant($"Keyword 'pattern' must be a regular expression of at most {PatternCost.MaxLength} characters that does not repeat more than {PatternCost.Max} times."));
            return null;
        }

        try
        {
            return new Regex(pattern.Value, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Refuse(written, "Keyword 'pattern' is no regular expression that runs in linear time.", "Look-ahead, look-behind and back-references are not supported.");
            return null;
        }
    }

    private ValueFormat? Format(YamlMapping schema)
    {
        if (schema["format"] is not { } written)
        {
            return null;
        }

        if (written is YamlScalar name && ValueFormats.All.TryGetValue(name.Value, out var format))
        {
            return format;
        }

        ImmutableArray<string> known = [.. ValueFormats.All.Keys.Order(StringComparer.Ordinal)];
        Refuse(written, "Keyword 'format' names no known format.", $"Known are {SchemaWords.List(known)}.");
        return null;
    }

    private int? Count(YamlMapping schema, string keyword)
    {
        if (schema[keyword] is not { } written)
        {
            return null;
        }

        if (written is YamlScalar scalar && YamlScalarTypes.TryGetInteger(scalar, out var count) && count is >= 0 and <= int.MaxValue)
        {
            return (int)count;
        }

        Refuse(written, $"Keyword '{keyword}' must be a whole number of at least 0.");
        return null;
    }

    private decimal? Number(YamlMapping schema, string keyword)
    {
        if (schema[keyword] is not { } written)
        {
            return null;
        }

        if (written is YamlScalar { IsPlain: true } scalar && decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse(written, $"Keyword '{keyword}' must be a number.");
        return null;
    }

    private bool Flag(YamlMapping schema, string keyword)
    {
        if (schema[keyword] is not { } written)
        {
            return false;
        }

        if (written is YamlScalar scalar && YamlScalarTypes.TryGetBoolean(scalar, out var isSet))
        {
            return isSet;
        }

        Refuse(written, $"Keyword '{keyword}' must be true or false.");
        return false;
    }

    private SchemaNode Refuse(YamlNode node, string message, string? help = null)
    {
        if (_problems.Count < YamlLimits.Findings)
        {
            _problems.Add(new SchemaProblem(node.Location, message, help));
        }

        return SchemaNode.Anything;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
