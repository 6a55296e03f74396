using System.Buffers;
using System.Collections.Frozen;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// Decides how a string is written. Plain only where neither YAML 1.1 (yaml.org/type, base 60 and dates included) nor the
/// YAML 1.2 core schema nor go-yaml, which reads for Kubernetes, could see another type or another text.
/// </summary>
internal static class ScalarStyles
{
    private static readonly SearchValues<char> AlwaysSafe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/");

    private static readonly SearchValues<char> PrintableAscii =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>What numbers, times and dates of any YAML are made of, once they begin with a digit.</summary>
    private static readonly SearchValues<char> NumberLike = SearchValues.Create("0123456789._,:+-eEtTzZ ");

    private static readonly SearchValues<char> DigitsAndDots = SearchValues.Create("0123456789.");

    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Indicators = SearchValues.Create("-?:*&!|>%@`#{}[]");

    /// <summary>The style of a value; <see cref="ScalarStyle.Literal"/> for text of several lines that a block keeps as it is.</summary>
    public static ScalarStyle OfValue(string text)
    {
        var style = OfLine(text);
        return style == ScalarStyle.DoubleQuoted && IsSafeBlock(text) ? ScalarStyle.Literal : style;
    }

    /// <summary>The style of a key, which is never a block.</summary>
    public static ScalarStyle OfKey(string text) => OfLine(text);

    private static ScalarStyle OfLine(string text)
    {
        var unusual = text.AsSpan().IndexOfAnyExcept(AlwaysSafe);
        if (unusual >= 0 && !IsPrintable(text.AsSpan(unusual)))
        {
            return ScalarStyle.DoubleQuoted;
        }

        return text.Length > 0 && !BeginsBadly(text) && !IsWord(text) && (unusual < 0 || !HasIndicator(text))
            ? ScalarStyle.Plain
            : ScalarStyle.SingleQuoted;
    }

    private static bool IsPrintable(ReadOnlySpan<char> text)
    {
        var unusual = text.IndexOfAnyExcept(PrintableAscii);
        if (unusual < 0)
        {
            return true;
        }

        foreach (var character in text[unusual..])
        {
            if (!PrintableCharacters.Contains(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool BeginsBadly(string text)
    {
        var first = text[0];
        if (char.IsAsciiLetter(first) || first is '/' or '_' or '(' or '$')
        {
            return false;
        }

        return char.IsAsciiDigit(first) ? IsNumberLike(text) : first <= '~' && text != ".";
    }

    /// <summary>Not <c>10s</c>, <c>8f14</c> or an IPv4 address, which no reader takes for a number.</summary>
    private static bool IsNumberLike(string text)
    {
        if (text.Length > 1 && text[0] == '0' && text[1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            return true;
        }

        var span = text.AsSpan();
        return !span.ContainsAnyExcept(NumberLike) && (span.ContainsAnyExcept(DigitsAndDots) || span.Count('.') < 2);
    }

    private static bool IsWord(string text) =>
        text.Length <= 5
        && (text[0] | ' ') is 'y' or 'n' or 't' or 'f' or 'o' or 'i'
        && Words.Contains(text);

    /// <summary>
    /// Whether something in a printable text ends it early or begins something else: <c>: </c>, <c> #</c>, a space at an end.
    /// No other indicator stands beside a space either: YamlDotNet fails on <c>a- *b: c</c>, which YAML allows.
    /// </summary>
    private static bool HasIndicator(string text)
    {
        if (text[^1] is ' ' or ':')
        {
            return true;
        }

        for (var space = text.IndexOf(' ', StringComparison.Ordinal); space >= 0; space = text.IndexOf(' ', space + 1))
        {
            if (Indicators.Contains(text[space - 1]) || Indicators.Contains(text[space + 1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Lines of visible text. Not where the first line begins with a space or is empty (the indentation would be guessed wrong),
    /// where a line holds only spaces or begins with a tab (readers differ), or where the text ends with a space.
    /// </summary>
    private static bool IsSafeBlock(string text)
    {
        if (text[0] is ' ' or '\n' || text[^1] is ' ' or '\t' || !text.Contains('\n', StringComparison.Ordinal))
        {
            return false;
        }

        // Readers that guess take a block of one line, such as '1', for a number although it is none; two lines never are.
        var isOneLine = !text.AsSpan().TrimEnd('\n').Contains('\n');
        if (isOneLine && (text[0] is '.' or '+' or '-' or '~' || char.IsAsciiDigit(text[0]) || IsWord(text.TrimEnd('\n'))))
        {
            return false;
        }

        foreach (var line in text.AsSpan().Split('\n'))
        {
            if (!IsSafeLine(text.AsSpan(line)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSafeLine(ReadOnlySpan<char> line)
    {
        if (line.Length > 0 && (line[0] == '\t' || line.IndexOfAnyExcept(' ', '\t') < 0))
        {
            return false;
        }

        foreach (var character in line)
        {
            if (character != '\t' && !PrintableCharacters.Contains(character))
            {
                return false;
            }
        }

        return true;
    }
}
