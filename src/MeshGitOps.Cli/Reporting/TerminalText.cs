using System.Buffers;
using System.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// Text of files and file names made harmless for a terminal and for the log of a CI job.
/// Control characters (ANSI sequences begin with one) and those that reorder text become U+FFFD;
/// so does the second character of <c>##[</c> and <c>##vso[</c>, which GitHub and Azure take for a command anywhere in a line.
/// </summary>
internal static class TerminalText
{
    public const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
    [
        '#',
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
        '\u061C', '\u200E', '\u200F', '\u2028', '\u2029',
        .. Enumerable.Range(0x202A, 5).Select(code => (char)code),
        .. Enumerable.Range(0x2066, 4).Select(code => (char)code),
    ]);

    /// <summary>The same number of UTF-16 units, so that columns stay where they are.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspicious) < 0)
        {
            return text;
        }

        var result = new StringBuilder(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '#' ? BeginsLogCommand(text.AsSpan(i)) : Suspicious.Contains(text[i]))
            {
                result[text[i] == '#' ? i + 1 : i] = Replacement;
            }
        }

        return result.ToString();
    }

    private static bool BeginsLogCommand(ReadOnlySpan<char> text) =>
        text.StartsWith("##[", StringComparison.Ordinal)
        || text.StartsWith("##vso[", StringComparison.OrdinalIgnoreCase);
}
