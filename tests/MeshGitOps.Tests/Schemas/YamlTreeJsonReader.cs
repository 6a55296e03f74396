using MeshGitOps.Specs.Yaml;
using Newtonsoft.Json;

namespace MeshGitOps.Tests.Schemas;

/// <summary>Reads a YAML tree as JSON; the "line number" of a token is the ordinal of its node, so that an error of NJsonSchema leads to it.</summary>
internal sealed class YamlTreeJsonReader : JsonReader, IJsonLineInfo
{
    private readonly IEnumerator<(JsonToken Token, object? Value, int Ordinal)> _tokens;

    public YamlTreeJsonReader(YamlNode root)
    {
        _tokens = Tokens(root).GetEnumerator();
        DateParseHandling = DateParseHandling.None;
    }

    public int LineNumber => _tokens.Current.Ordinal;

    public int LinePosition => 1;

    public bool HasLineInfo() => true;

    public override bool Read()
    {
        if (!_tokens.MoveNext())
        {
            SetToken(JsonToken.None);
            return false;
        }

        SetToken(_tokens.Current.Token, _tokens.Current.Value);
        return true;
    }

    private static IEnumerable<(JsonToken Token, object? Value, int Ordinal)> Tokens(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                yield return (JsonToken.StartObject, null, node.Ordinal);
                foreach (var (key, value) in mapping.Entries)
                {
                    yield return (JsonToken.PropertyName, key.Value, key.Ordinal);
                    foreach (var token in Tokens(value))
                    {
                        yield return token;
                    }
                }

                yield return (JsonToken.EndObject, null, node.Ordinal);
                break;
            case YamlSequence sequence:
                yield return (JsonToken.StartArray, null, node.Ordinal);
                foreach (var token in sequence.Items.SelectMany(Tokens))
                {
                    yield return token;
                }

                yield return (JsonToken.EndArray, null, node.Ordinal);
                break;
            case YamlScalar scalar:
                var (type, content) = ScalarToken(scalar);
                yield return (type, content, node.Ordinal);
                break;
        }
    }

    private static (JsonToken Token, object? Value) ScalarToken(YamlScalar scalar) => YamlScalarTypes.TypeOf(scalar) switch
    {
        YamlScalarType.Null => (JsonToken.Null, null),
        YamlScalarType.Boolean => (JsonToken.Boolean, YamlScalarTypes.TryGetBoolean(scalar, out var flag) && flag),
        YamlScalarType.Integer => YamlScalarTypes.TryGetInteger(scalar, out var integer)
            ? (JsonToken.Integer, integer)
            : (JsonToken.Integer, scalar.Value.StartsWith('-') ? long.MinValue : long.MaxValue),
        YamlScalarType.Float => (JsonToken.Float, YamlScalarTypes.TryGetNumber(scalar, out var number) ? number : 0.0),
        _ => (JsonToken.String, scalar.Value),
    };
}
