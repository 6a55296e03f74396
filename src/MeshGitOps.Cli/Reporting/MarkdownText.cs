using System.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// Text of a repository as text of GitHub's or GitLab's Markdown: no markup, HTML, table cell, link, mention or reference comes of it.
/// </summary>
internal static class MarkdownText
{
    /// <summary>Between the characters of what a forge makes a link or a mention of, whether it is escaped or not.</summary>
    private const char Break = '\u200B';

    private const string Markup = "\\`*_[]~|$";

    /// <summary>One line, whatever it was.</summary>
    public static string Escape(string text)
    {
        var clean = TerminalText.Clean(text).Trim();
        var result = new StringBuilder(clean.Length + 16);
        for (var i = 0; i < clean.Length; i++)
        {
            var character = clean[i];
            switch (character)
            {
                case '<':
                    result.Append("&lt;");
                    break;
                case '>':
                    result.Append("&gt;");
                    break;
                case '&':
                    result.Append("&amp;");
                    break;
                default:
                    result.Append(Markup.Contains(character, StringComparison.Ordinal) || BeginsBlock(clean, i) ? "\\" : "");
                    result.Append(character);
                    break;
            }

            if (IsHalfOfALink(clean, i))
            {
                result.Append(Break);
            }
        }

        return result.ToString();
    }

    /// <summary>For the inside of an HTML block, where Markdown's own escapes are not read.</summary>
    public static string Html(string text) => TerminalText.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("@", $"@{Break}", StringComparison.Ordinal);

    /// <summary>As code; an HTML element, since backticks do not hold every text in a table.</summary>
    public static string Code(string text) => $"<code>{Escape(text)}</code>";

    /// <summary>Lines as they are, in a fence that none of them ends.</summary>
    public static string Fenced(string lines) => Fenced(lines, "text");

    /// <param name="language">What it is coloured as.</param>
    public static string Fenced(string lines, string language)
    {
        var longest = 2;
        var run = 0;
        foreach (var character in lines)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}{language}\n{lines.TrimEnd('\n')}\n{fence}\n";
    }

    /// <summary>A heading, a list or an underline, at the start of a line.</summary>
    private static bool BeginsBlock(string text, int index) => text[index] switch
    {
        '#' or '-' or '+' or '=' => index == 0,
        '.' or ')' => index is > 0 and < 10 && text.AsSpan(0, index).IndexOfAnyExceptInRange('0', '9') < 0,
        _ => false,
    };

    /// <summary><c>@somebody</c>, <c>#1</c>, <c>https://</c>, <c>:emoji:</c>, <c>www.</c></summary>
    private static bool IsHalfOfALink(string text, int index)
    {
        var next = index + 1 < text.Length ? text[index + 1] : ' ';
        return text[index] switch
        {
            '@' or '#' => !char.IsWhiteSpace(next),
            ':' => next == '/' || char.IsAsciiLetter(next) || next is '+' or '-',
            'w' or 'W' => next == '.',
            _ => false,
        };
    }
}
