using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Small changes of YAML text for a <see cref="SuggestedFix"/>: comments, quotes, indentation and line ends stay as they are.
/// Each is null where it cannot be made without a doubt: behind an alias or anchor, in a block scalar, in a merged entry.
/// </summary>
public static class YamlEdits
{
    /// <summary>Another text for a key or a scalar value, in the quotes that it has.</summary>
    public static TextEdit? Replace(YamlScalar scalar, string value) => Replace(scalar.Location, value);

    /// <summary>The same, where only the place of the scalar is known.</summary>
    public static TextEdit? Replace(SourceLocation scalar, string value)
    {
        var written = TextAt(scalar);
        if (written.IsEmpty || written.IndexOfAny('\n', '\r') >= 0)
        {
            return null;
        }

        return written[0] switch
        {
            '"' when written.Length > 1 && written[^1] == '"' => new TextEdit(scalar, YamlScalarText.Quoted(value)),
            '\'' when written.Length > 1 && written[^1] == '\'' => new TextEdit(scalar, SingleQuoted(value)),
            '"' or '\'' or '|' or '>' or '&' or '*' or '!' or '{' or '[' or '?' => null,
            _ => new TextEdit(scalar, YamlScalarText.Of(value)),
        };
    }

    /// <summary>A new field behind another one: on a line of its own in block style, behind a comma in flow style.</summary>
    /// <param name="after">The key that it follows.</param>
    /// <param name="value">One line of YAML: see <see cref="YamlScalarText"/>.</param>
    public static TextEdit? InsertAfter(YamlMapping mapping, string after, string key, string value)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Value == after && mapping.Span.Contains(entry.Key.Span) && mapping.Span.Contains(entry.Value.Span))
            {
                return IsFlow(mapping.Location)
                    ? InsertBehind(mapping, entry, key, value)
                    : InsertBelow(mapping, entry, key, value);
            }
        }

        return null;
    }

    /// <summary>A new field at the end of a mapping.</summary>
    /// <param name="value">One line of YAML: see <see cref="YamlScalarText"/>.</param>
    public static TextEdit? Append(YamlMapping mapping, string key, string value) =>
        mapping.Entries is [.., var last] && mapping.Span.Contains(last.Key.Span)
            ? InsertAfter(mapping, last.Key.Value, key, value)
            : InsertFirst(mapping.Location, key, value);

    /// <summary>A new field at the beginning of a mapping, of which only the place need be known.</summary>
    /// <param name="mapping">From its first key or its brace.</param>
    /// <param name="value">One line of YAML: see <see cref="YamlScalarText"/>.</param>
    public static TextEdit? InsertFirst(SourceLocation mapping, string key, string value)
    {
        var written = TextAt(mapping);
        if (written.IsEmpty)
        {
            return null;
        }

        if (IsFlow(mapping))
        {
            var isEmpty = written[1..].TrimStart() is ['}', ..];
            var hasSpace = written.Length > 1 && written[1] == ' ' && !isEmpty;
            return InsertAt(mapping.Source, mapping.Span.Start + (hasSpace ? 2 : 1), $"{Field(key, value)}{(isEmpty ? "" : ", ")}");
        }

        return written[0] is not ('&' or '*' or '!' or '?' or '[') && IndentOf(mapping) is { } indent
            ? InsertAt(mapping.Source, mapping.Span.Start, $"{Field(key, value)}{LineEndOf(mapping.Source.Text)}{indent}")
            : null;
    }

    /// <summary>A new field behind another one of which only the places are known.</summary>
    /// <param name="mapping">From its first key or its brace.</param>
    /// <param name="scalar">The value of one of its fields.</param>
    /// <param name="value">One line of YAML: see <see cref="YamlScalarText"/>.</param>
    public static TextEdit? InsertAfter(SourceLocation mapping, SourceLocation scalar, string key, string value)
    {
        var written = TextAt(scalar);
        if (written is [] or ['|' or '>' or '&' or '*' or '!', ..] || TextAt(mapping).IsEmpty || !mapping.Span.Contains(scalar.Span))
        {
            return null;
        }

        if (IsFlow(mapping))
        {
            return InsertAt(mapping.Source, scalar.Span.End, $", {Field(key, value)}");
        }

        return IndentOf(mapping) is { } indent ? InsertBelow(mapping.Source, scalar.Span.End, indent, key, value) : null;
    }

    private static TextEdit? InsertBehind(YamlMapping mapping, YamlEntry entry, string key, string value) =>
        entry.Value.Span.Length == 0
            ? InsertFirst(mapping.Location, key, value)
            : InsertAt(mapping.Source, entry.Value.Span.End, $", {Field(key, value)}");

    private static TextEdit? InsertBelow(YamlMapping mapping, YamlEntry entry, string key, string value)
    {
        var text = mapping.Source.Text;
        var last = LastOf(entry.Value);
        var end = last.Span.Length == 0 ? entry.Key.Span.End + 1 : last.Span.End;
        var isBlockScalar = last is YamlScalar { IsPlain: false } && text[last.Span.Start] is '|' or '>';
        if (isBlockScalar || end > text.Length || IndentOf(entry.Key.Location) is not { } indent)
        {
            // What follows a block scalar may be part of it: above it there is no doubt.
            return InsertFirst(mapping.Location, key, value);
        }

        return InsertBelow(mapping.Source, end, indent, key, value);
    }

    private static TextEdit? InsertBelow(SourceText source, int end, string indent, string key, string value)
    {
        var rest = source.Text.AsSpan(end);
        var length = rest.IndexOfAny('\n', '\r') is var found and >= 0 ? found : rest.Length;
        return rest[..length].Trim(" \t") is [] or ['#', ..]
            ? InsertAt(source, end + length, $"{LineEndOf(source.Text)}{indent}{Field(key, value)}")
            : null;
    }

    /// <summary>The node whose text ends a block collection; a flow collection ends with its bracket.</summary>
    private static YamlNode LastOf(YamlNode node)
    {
        while (InnerLastOf(node) is { } inner)
        {
            node = inner;
        }

        return node;
    }

    /// <summary>Entries that merge keys bring stand last, but lie before: only what ends where the collection ends counts.</summary>
    private static YamlNode? InnerLastOf(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping when !IsFlow(mapping.Location):
                for (var i = mapping.Entries.Length - 1; i >= 0; i--)
                {
                    if (mapping.Entries[i] is var (key, value) && value.Span.End == node.Span.End)
                    {
                        return value.Span.Length == 0 ? key : value;
                    }
                }

                return null;
            case YamlSequence { Items: [.., var item] } when TextAt(node.Location) is not ['[', ..]:
                return item.Span.Length == 0 ? null : item;
            default:
                return null;
        }
    }

    private static bool IsFlow(SourceLocation mapping) => TextAt(mapping) is ['{', ..];

    /// <summary>What a line needs before a key below this one; null where the key does not begin its line or list item.</summary>
    private static string? IndentOf(SourceLocation key)
    {
        var text = key.Source.Text.AsSpan(0, key.Span.Start);
        var before = text[(text.LastIndexOfAny('\n', '\r') + 1)..];
        return before.ContainsAnyExcept(' ', '-') ? null : new string(' ', before.Length);
    }

    /// <summary>That of the first line of the file.</summary>
    private static string LineEndOf(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r') is var first and >= 0 && text[first] == '\r'
            ? first + 1 < text.Length && text[first + 1] == '\n' ? "\r\n" : "\r"
            : "\n";

    private static string Field(string key, string value) => $"{YamlScalarText.Of(key)}: {value}";

    private static string SingleQuoted(string value) =>
        value.Any(char.IsControl) ? YamlScalarText.Quoted(value) : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static TextEdit InsertAt(SourceText source, int offset, string text) => new(source.At(new TextSpan(offset, 0)), text);

    private static ReadOnlySpan<char> TextAt(SourceLocation location) =>
        location.Span is { Start: >= 0, Length: >= 0 } span && span.End <= location.Source.Text.Length
            ? location.Source.Text.AsSpan(span.Start, span.Length)
            : [];
}
