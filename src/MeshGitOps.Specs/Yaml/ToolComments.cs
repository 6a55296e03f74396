using System.Collections.Immutable;
using MeshGitOps.Specs.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Finds the comments that speak to this tool. What looks like one inside of a string or a block scalar is text.
/// A file without the mark costs one search; the others are scanned once more, which is linear in their length.
/// </summary>
public static class ToolComments
{
    public const string Mark = "meshgitops:";

    /// <summary>In the order of the text; those behind a syntax error are not found, and neither is what stands there.</summary>
    public static ImmutableArray<ToolComment> Find(SourceText source)
    {
        if (source.Text.Length > YamlLimits.TextLength || !source.Text.Contains(Mark, StringComparison.Ordinal))
        {
            return [];
        }

        var places = Places(source);
        var comments = new ToolComment[places.Count];
        var (next, nextLine) = (0, 0);
        for (var i = places.Count - 1; i >= 0; i--)
        {
            var (span, isAlone) = places[i];
            var line = source.PositionOf(span.Start).Line;
            var about = !isAlone ? line : line + 1 == nextLine ? next : line + 1;
            (next, nextLine) = isAlone ? (about, line) : (0, 0);
            comments[i] = new ToolComment(source.At(span), about);
        }

        return [.. comments];
    }

    private static List<(TextSpan Span, bool IsAlone)> Places(SourceText source)
    {
        var text = source.Text;
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        var places = new List<(TextSpan, bool)>();
        var scanner = new Scanner(new StringReader(start == 0 ? text : text[start..]), skipComments: false);
        try
        {
            // After an error the scanner gives the same token without end.
            while (scanner.MoveNext() && scanner.Current is not Error)
            {
                if (scanner.Current is Comment comment && PlaceOf(text, (int)comment.Start.Index + start) is { } place)
                {
                    places.Add(place);
                }
            }
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException)
        {
            // The tree builder reports what is wrong with the text.
        }

        return places;
    }

    private static (TextSpan Span, bool IsAlone)? PlaceOf(string text, int hash)
    {
        if (hash >= text.Length)
        {
            return null;
        }

        var rest = text.AsSpan(hash);
        var lineEnd = rest.IndexOfAny('\n', '\r');
        var line = lineEnd < 0 ? rest : rest[..lineEnd];
        var comment = line.TrimStart('#').TrimStart(" \t");
        if (!comment.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var words = comment[Mark.Length..].TrimStart(" \t");
        var before = text.AsSpan(0, hash).TrimEnd(" \t");
        var isAlone = before.IsEmpty || before[^1] is '\n' or '\r' or '\uFEFF';
        return (new TextSpan(hash + line.Length - words.Length, words.TrimEnd(" \t").Length), isAlone);
    }
}
