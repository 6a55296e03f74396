using System.Text;
using System.Text.Json;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Fuzzing;

/// <summary>Puts values of other types in the place of one to three random nodes of a text, which stays sound YAML.</summary>
internal sealed class YamlMutator(Random random)
{
    private static readonly string[] Values =
    [
        "null", "~", "true", "0", "-1", "65536", "1.5", "99999999999999999999", "x", "\"\"", "'*'", "\"*.\"", "\"/\"", "\"a/b/c\"", "\".\"", "'.'", "\"~\"",
        "\"1.2.3.4/99\"", "\"::\"", "\"\\0\"", "\"\\U0001F600\"", "\"\\u202e\"", "\"{{\"", "\"(\"", "\"%\"", "\"spiffe://\"", "\"@\"", "\":\"", "\"-\"",
        "\"a:b=c,d\"", "\"99999999999999999999s\"", "\"outbound|80||x\"", "\" \"",
        "[]", "[null]", "[[]]", "[x, x]", "[{}]", "[{name: x}]", "{}", "{x: null}", "{x: {}}", "{\"\": \"\"}", "{name: [], host: {}, number: x}",
    ];

    public string Mutate(string text)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            text = MutateOnce(text);
        }

        return text;
    }

    private string MutateOnce(string text)
    {
        var nodes = YamlTreeBuilder.Build(new SourceText("a.yaml", text)).Value.SelectMany(document => Below(document.Root)).ToList();
        if (nodes.Count == 0)
        {
            return text;
        }

        // A block ends with its line: what comes behind it must not become a part of the new value.
        var node = nodes[random.Next(nodes.Count)];
        var span = node.Span;
        var written = text.AsSpan(span.Start, span.Length);
        var kept = written.Length - written.TrimEnd().Length;
        var value = random.Next(6) switch
        {
            0 => $"[{Flow(node)}]",
            1 => $"{{x: {Flow(node)}}}",
            2 => Flow(nodes[random.Next(nodes.Count)]),
            _ => Values[random.Next(Values.Length)],
        };
        return new StringBuilder(text).Remove(span.Start, span.Length - kept).Insert(span.Start, $" {value} ").ToString();
    }

    private static IEnumerable<YamlNode> Below(YamlNode root)
    {
        var children = root switch
        {
            YamlMapping mapping => mapping.Entries.Select(entry => entry.Value),
            YamlSequence sequence => sequence.Items,
            _ => [],
        };
        return children.SelectMany(child => Below(child).Prepend(child));
    }

    /// <summary>On one line, whatever it was.</summary>
    private static string Flow(YamlNode node) => node switch
    {
        YamlMapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Flow(entry.Key)}: {Flow(entry.Value)}"))}}}",
        YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Flow))}]",
        YamlScalar { IsPlain: true } scalar when scalar.Value.Length > 0 && scalar.Value.All(char.IsAsciiLetterOrDigit) => scalar.Value,
        YamlScalar scalar => JsonSerializer.Serialize(scalar.Value),
        _ => "null",
    };
}
