using System.Collections.Immutable;
using System.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>
/// Puts our blocks into the text of a Corefile and takes them out again, without touching another byte:
/// a block that is there is replaced in place, a new one is appended, and what was appended leaves nothing behind.
/// </summary>
internal static class CorefileSplice
{
    /// <param name="text">The whole Corefile.</param>
    /// <param name="present">The blocks of <paramref name="text"/> in reading order.</param>
    /// <param name="wanted">By GlobalNamespace, in the order of appending: the text with markers, lines ended by '\n', none at the end.</param>
    public static string Merge(
        string text,
        ImmutableArray<CorefileBlock> present,
        ImmutableArray<KeyValuePair<string, string>> wanted)
    {
        var newline = LineEndOf(text);
        var texts = wanted.ToDictionary(
            block => block.Key,
            block => block.Value.Replace("\n", newline, StringComparison.Ordinal),
            StringComparer.Ordinal);
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var block in present)
        {
            if (texts.Remove(block.GlobalNamespace, out var replacement))
            {
                result.Append(text, copied, block.Span.Start - copied).Append(replacement);
                copied = block.Span.End;
            }
        }

        result.Append(text, copied, text.Length - copied);
        var endsLine = text.Length == 0 || text[^1] == '\n';
        foreach (var (globalNamespace, _) in wanted)
        {
            if (texts.TryGetValue(globalNamespace, out var appended))
            {
                result.Append(endsLine ? "" : newline).Append(appended).Append(endsLine ? newline : "");
            }
        }

        return result.ToString();
    }

    /// <summary>The text without <paramref name="blocks"/>, which are in reading order.</summary>
    public static string Remove(string text, IEnumerable<CorefileBlock> blocks)
    {
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var block in blocks)
        {
            result.Append(text, copied, block.Span.Start - copied);
            copied = block.Span.End;
            while (copied < text.Length && text[copied] == '\r')
            {
                copied++;
            }

            if (copied < text.Length)
            {
                copied++;
            }
            else if (block.Span.End == text.Length)
            {
                RemoveLastLineEnd(result);
            }
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>A block at the end without a line end was appended to a text without one: the line end before it is ours.</summary>
    private static void RemoveLastLineEnd(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] == '\n')
        {
            text.Length -= text.Length > 1 && text[^2] == '\r' ? 2 : 1;
        }
    }

    private static string LineEndOf(string text)
    {
        var newline = text.IndexOf('\n', StringComparison.Ordinal);
        return newline > 0 && text[newline - 1] == '\r' ? "\r\n" : "\n";
    }
}
