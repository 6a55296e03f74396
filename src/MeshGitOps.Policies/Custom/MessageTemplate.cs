using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Custom;

/// <summary>A message with <c>{{kind}}</c>, <c>{{name}}</c>, <c>{{namespace}}</c> and <c>{{path}}</c> (of the field) in it, and nothing else to fill in.</summary>
public sealed class MessageTemplate
{
    private static readonly ImmutableArray<string> Names = ["kind", "name", "namespace", "path"];

    /// <summary>Text and names of placeholders in turn, text first.</summary>
    private readonly ImmutableArray<string> _parts;

    private MessageTemplate(ImmutableArray<string> parts) => _parts = parts;

    /// <param name="problem">What cannot be filled in, with its span in the text; null where everything can.</param>
    public static MessageTemplate Parse(string text, out (TextSpan Span, string Message, string? Help)? problem)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        problem = null;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", start, StringComparison.Ordinal))
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                problem = (new TextSpan(open, 2), "The placeholder is not closed.", "Write '}}' behind its name.");
                break;
            }

            var name = text[(open + 2)..close].Trim();
            if (!Names.Contains(name))
            {
                problem = (
                    new TextSpan(open, close + 2 - open),
                    $"There is no placeholder '{Shown.Of(name)}'.",
                    Suggestion.Help(name, Names) ?? $"The placeholders are {string.Join(", ", Names)}.");
                break;
            }

            parts.Add(text[start..open]);
            parts.Add(name);
            start = close + 2;
        }

        parts.Add(text[start..]);
        return new MessageTemplate(parts.ToImmutable());
    }

    /// <param name="target">What the object is.</param>
    /// <param name="field">The path of the field; empty for the object as a whole.</param>
    public string Fill(CustomTarget target, string field)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _parts.Length; i++)
        {
            text.Append(i % 2 == 0 ? _parts[i] : _parts[i] switch
            {
                "kind" => target.Kind,
                "name" => target.Name,
                "namespace" => target.Namespace,
                _ => field,
            });
        }

        return text.ToString();
    }

    /// <summary>As it is written.</summary>
    public override string ToString() =>
        string.Concat(_parts.Select((part, i) => i % 2 == 0 ? part : $"{{{{{part}}}}}"));
}
