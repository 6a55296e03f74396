using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Schemas;

/// <summary>The words in which <see cref="SchemaValidator"/> speaks of types and values.</summary>
internal static class SchemaWords
{

    public static SchemaTypes TypeOf(YamlScalar scalar) => YamlScalarTypes.TypeOf(scalar) switch
    {
        YamlScalarType.String => SchemaTypes.String,
        YamlScalarType.Boolean => SchemaTypes.Boolean,
        YamlScalarType.Integer => SchemaTypes.Integer,
        YamlScalarType.Float => SchemaTypes.Number,
        _ => (SchemaTypes)64,
    };

    public static string Expected(SchemaNode schema)
    {
        var words = new List<string>();
        Add(SchemaTypes.Object, "a mapping");
        Add(SchemaTypes.Array, "a list");
        Add(SchemaTypes.String, "a string");
        if (schema.Types.HasFlag(SchemaTypes.Number))
        {
            words.Add("a number");
        }
        else
        {
            Add(SchemaTypes.Integer, "an integer");
        }

        Add(SchemaTypes.Boolean, "true or false");
        return string.Join(" or ", words);

        void Add(SchemaTypes type, string word)
        {
            if (schema.Types.HasFlag(type))
            {
                words.Add(word);
            }
        }
    }

    public static string Actual(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar scalar => YamlScalarTypes.TypeOf(scalar) switch
        {
            YamlScalarType.Null => "empty",
            YamlScalarType.String => $"the string {Quote(scalar.Value)}",
            YamlScalarType.Boolean => $"the boolean {scalar.Value}",
            _ => $"the number {Shown.Of(scalar.Value)}",
        },
        _ => "something else",
    };

    /// <summary>The way from the type that is written to the one that is asked for, or null.</summary>
    public static string? TypeHelp(SchemaNode schema, YamlNode node)
    {
        if (node is not YamlScalar scalar || scalar.Value.Length > Shown.MaxLength)
        {
            return null;
        }

        var written = TypeOf(scalar);
        if (YamlScalarTypes.IsNull(scalar))
        {
            return "Write a value, or take the field out.";
        }

        if (schema.Types.HasFlag(SchemaTypes.String) && written is not SchemaTypes.String)
        {
            return schema.Format?.Name == "duration" && (written is SchemaTypes.Integer or SchemaTypes.Number)
                ? $"Write it with a unit: {scalar.Value}s."
                : $"Write it in quotes: \"{scalar.Value}\".";
        }

        if (schema.Types.HasFlag(SchemaTypes.Integer) && !scalar.IsPlain
            && long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return $"Write it without quotes: {scalar.Value}.";
        }

        if (schema.Types == SchemaTypes.Boolean)
        {
            return scalar.Value.ToLowerInvariant() switch
            {
                "true" or "yes" or "on" or "y" => "Write true.",
                "false" or "no" or "off" or "n" => "Write false.",
                _ => null,
            };
        }

        if (schema.Types == SchemaTypes.Array)
        {
            return $"Write a list: [{scalar.Value}].";
        }

        return schema.Types == SchemaTypes.Object && schema.Properties.ContainsKey("name")
            ? $"Write a reference: {{name: {scalar.Value}}}."
            : null;
    }

    public static string? KnownFields(SchemaNode schema) =>
        schema.Properties.Count is 0 or > 12
            ? null
            : $"Known fields are {List([.. schema.Properties.Keys.Order(StringComparer.Ordinal)])}.";

    public static string List(ImmutableArray<string> values) => string.Join(", ", values.Select(value => $"'{value}'"));

    public static string Quote(string value) => $"'{Shown.Of(value)}'";

    public static string Entries(int count) =>
        count == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{count} entries");

    public static string Characters(int count) =>
        count == 1 ? "1 character" : string.Create(CultureInfo.InvariantCulture, $"{count} characters");
}
