using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// YAML as a cluster reads it, without our own reader: <see cref="YamlMap"/>, <see cref="YamlList"/>, string, long, double, bool, null.
/// An unquoted scalar that YAML 1.1 or 1.2 takes for something else is no string here, since kubectl reads 1.1 and others read 1.2.
/// </summary>
internal static partial class PlainYaml
{
    /// <summary>The documents of a text that are not empty.</summary>
    public static List<object?> Documents(string text)
    {
        var parser = new Parser(new StringReader(text));
        var documents = new List<object?>();
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            if (Node(parser) is { } document)
            {
                documents.Add(document);
            }

            parser.Consume<DocumentEnd>();
        }

        return documents;
    }

    /// <summary>A text with exactly one mapping.</summary>
    public static YamlMap Single(string text) => (YamlMap)Assert.Single(Documents(text))!;

    private static object? Node(IParser parser)
    {
        if (parser.TryConsume<MappingStart>(out _))
        {
            var map = new YamlMap();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>().Value;
                map.Add(key, Node(parser));
            }

            return map;
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new YamlList();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(Node(parser));
            }

            return list;
        }

        var scalar = parser.Consume<Scalar>();
        return scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? Plain(scalar.Value) : scalar.Value;
    }

    private static object? Plain(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return null;
        }

        if (True().IsMatch(text))
        {
            return true;
        }

        if (False().IsMatch(text))
        {
            return false;
        }

        if (Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return Numeric().IsMatch(text)
            ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) ? fraction : double.NaN
            : text;
    }

    [GeneratedRegex("^(true|True|TRUE|yes|Yes|YES|on|On|ON|y|Y)$")]
    private static partial Regex True();

    [GeneratedRegex("^(false|False|FALSE|no|No|NO|off|Off|OFF|n|N)$")]
    private static partial Regex False();

    [GeneratedRegex("^[-+]?(0|[1-9][0-9]*)$")]
    private static partial Regex Integer();

    /// <summary>Octal, hexadecimal, binary, sexagesimal, with underscores, fractions and exponents, infinity, no number.</summary>
    [GeneratedRegex(@"^([-+]?(0[0-7_]+|0o[0-7]+|0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9][0-9_]*|[0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.(inf|Inf|INF))|\.(nan|NaN|NAN))$")]
    private static partial Regex Numeric();
}
