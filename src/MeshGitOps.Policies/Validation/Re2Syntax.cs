using System.Buffers;
using System.Globalization;
using System.Text;

namespace MeshGitOps.Policies.Validation;

/// <summary>
/// Finds what a regular expression has that RE2 does not take: look-around, back-references, and what is wrong anywhere.
/// Names of Unicode classes are not looked up. Source: https://github.com/google/re2/wiki/Syntax and Go's regexp/syntax.
/// </summary>
internal sealed class Re2Syntax
{
    /// <summary>In UTF-8; Istio refuses longer ones.</summary>
    public const int MaxBytes = 1024;

    private const int MaxRepeats = 1000;

    private static readonly string[] ClassNames =
        ["alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word", "xdigit"];

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly string _text;
    private int _at;
    private int _groups;
    private bool _canRepeat;

    private Re2Syntax(string text) => _text = text;

    /// <summary>What is wrong, as the end of a sentence that begins with "has"; null for a valid one.</summary>
    public static string? Find(string expression) =>
        Encoding.UTF8.GetByteCount(expression) > MaxBytes
            ? string.Create(CultureInfo.InvariantCulture, $"more than {MaxBytes} bytes")
            : new Re2Syntax(expression).Parse();

    private string? Parse()
    {
        while (_at < _text.Length)
        {
            var problem = _text[_at] switch
            {
                '(' => ParseGroup(),
                ')' => CloseGroup(),
                '[' => ParseClass(),
                '\\' => ParseEscape(),
                '*' or '+' or '?' => ParseRepeat(1),
                '{' when CountedLength() is { } length => ParseRepeat(length),
                '|' => Take(canRepeat: false),
                _ => Take(canRepeat: true),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return _groups > 0 ? "a '(' without its ')'" : null;
    }

    private string? Take(bool canRepeat)
    {
        _at++;
        _canRepeat = canRepeat;
        return null;
    }

    private string? ParseGroup()
    {
        var rest = _text.AsSpan(_at);
        _canRepeat = false;
        if (!rest.StartsWith("(?"))
        {
            _groups++;
            _at++;
            return null;
        }

        if (rest.StartsWith("(?=") || rest.StartsWith("(?!"))
        {
            return $"the look-ahead '{rest[..3]}'";
        }

        if (rest.StartsWith("(?<=") || rest.StartsWith("(?<!"))
        {
            return $"the look-behind '{rest[..4]}'";
        }

        var name = rest.StartsWith("(?P<") ? 4 : rest.StartsWith("(?<") ? 3 : 0;
        var end = name > 0 ? rest.IndexOf('>') : rest[2..].IndexOfAnyExcept("imsU-") + 2;
        var isNamed = name > 0 && end > name && rest[name..end].IndexOfAnyExcept(WordCharacters) < 0;
        if (!isNamed && (name > 0 || end < 2 || rest[end] is not (':' or ')')))
        {
            return $"'{rest[..Math.Min(rest.Length, 3)]}', which begins no group of RE2";
        }

        _groups += isNamed || rest[end] == ':' ? 1 : 0;
        _at += end + 1;
        return null;
    }

    private string? CloseGroup()
    {
        _groups--;
        return _groups < 0 ? "a ')' without its '('" : Take(canRepeat: true);
    }

    private string? ParseRepeat(int length)
    {
        var repeat = _text.AsSpan(_at, length);
        if (!_canRepeat)
        {
            return $"a '{repeat}' with nothing to repeat before it";
        }

        if (repeat[0] == '{' && !IsCountAllowed(repeat[1..^1]))
        {
            return $"the repeat '{repeat}', which is not from 0 to {MaxRepeats}";
        }

        _at += length;
        _at += _at < _text.Length && _text[_at] == '?' ? 1 : 0;
        _canRepeat = false;
        return null;
    }

    /// <summary>The length of <c>{2}</c>, <c>{2,}</c> or <c>{2,3}</c>; null where the brace stands for itself.</summary>
    private int? CountedLength()
    {
        var rest = _text.AsSpan(_at);
        var end = rest.IndexOf('}');
        if (end < 2 || !char.IsAsciiDigit(rest[1]))
        {
            return null;
        }

        var counts = rest[1..end];
        var comma = counts.IndexOf(',');
        var first = comma < 0 ? counts : counts[..comma];
        var second = comma < 0 ? [] : counts[(comma + 1)..];
        return first.IndexOfAnyExceptInRange('0', '9') < 0 && second.IndexOfAnyExceptInRange('0', '9') < 0 ? end + 1 : null;
    }

    private static bool IsCountAllowed(ReadOnlySpan<char> counts)
    {
        var comma = counts.IndexOf(',');
        var isFirst = int.TryParse(comma < 0 ? counts : counts[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out var first);
        var second = first;
        var isSecond = comma < 0
            || comma == counts.Length - 1
            || int.TryParse(counts[(comma + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out second);
        return isFirst && isSecond && first <= MaxRepeats && second <= MaxRepeats && first <= second;
    }

    private string? ParseEscape()
    {
        if (_at + 1 < _text.Length && _text[_at + 1] == 'Q')
        {
            var end = _text.IndexOf("\\E", _at, StringComparison.Ordinal);
            _at = end < 0 ? _text.Length : end + 2;
            _canRepeat = true;
            return null;
        }

        return EscapeLength("dDsSwWbBAzpPafnrtvE") is { } length
            ? Skip(length)
            : BadEscape();
    }

    private string? Skip(int length)
    {
        _at += length;
        _canRepeat = true;
        return null;
    }

    private string BadEscape() => (_at + 1 < _text.Length ? _text[_at + 1] : '\0') switch
    {
        '\0' => "a '\\' at its end",
        >= '1' and <= '9' => $"the back-reference '\\{_text[_at + 1]}'",
        'k' => "the back-reference '\\k'",
        _ => $"'{_text.AsSpan(_at, 2)}', which RE2 does not know",
    };

    /// <summary>The length of an escape of one of these letters, a character by its number, or a punctuation mark; null for others.</summary>
    private int? EscapeLength(string letters)
    {
        var rest = _text.AsSpan(_at);
        if (rest.Length < 2)
        {
            return null;
        }

        var character = rest[1];
        switch (character)
        {
            case 'p' or 'P' when letters.Contains('p', StringComparison.Ordinal):
                var close = rest.Length > 2 && rest[2] == '{' ? rest.IndexOf('}') : 2;
                return close < 2 || close >= rest.Length ? null : close + 1;
            case 'x':
                return HexLength(rest);
            case '0':
                return 2;
            case >= '1' and <= '7':
                return rest.Length > 2 && rest[2] is >= '0' and <= '7' ? 3 : null;
            default:
                var isMark = character < 0x80 && !char.IsAsciiLetterOrDigit(character);
                return isMark || letters.Contains(character, StringComparison.Ordinal) ? 2 : null;
        }
    }

    private static int? HexLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length > 3 && rest[2] == '{')
        {
            var end = rest.IndexOf('}');
            return end > 3 && rest[3..end].IndexOfAnyExcept(HexDigits) < 0 ? end + 1 : null;
        }

        return rest.Length > 3 && char.IsAsciiHexDigit(rest[2]) && char.IsAsciiHexDigit(rest[3]) ? 4 : null;
    }

    private string? ParseClass()
    {
        _at += _at + 1 < _text.Length && _text[_at + 1] == '^' ? 2 : 1;
        var first = _at;
        while (_at < _text.Length && (_text[_at] != ']' || _at == first))
        {
            if (ParseClassItem() is { } problem)
            {
                return problem;
            }
        }

        return _at < _text.Length ? Take(canRepeat: true) : "a '[' without its ']'";
    }

    private string? ParseClassItem()
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("[:") && rest[2..].IndexOf(":]") is var end and >= 0)
        {
            var name = rest.Slice(2, end).TrimStart('^').ToString();
            _at += end + 4;
            return ClassNames.Contains(name, StringComparer.Ordinal) ? null : $"the class '[:{name}:]', which RE2 does not know";
        }

        var start = _at;
        if (rest[0] == '\\' && EscapeLength("dDsSwWpP") is { } set && rest[1] is 'd' or 'D' or 's' or 'S' or 'w' or 'W' or 'p' or 'P')
        {
            _at += set;
            return null;
        }

        if (ParseClassCharacter() is { } problem)
        {
            return problem;
        }

        if (_at + 1 >= _text.Length || _text[_at] != '-' || _text[_at + 1] == ']')
        {
            return null;
        }

        var low = _text.AsSpan(start, _at - start);
        _at++;
        var highStart = _at;
        if (ParseClassCharacter() is { } badEnd)
        {
            return badEnd;
        }

        var high = _text.AsSpan(highStart, _at - highStart);
        return low.Length == 1 && high.Length == 1 && !char.IsSurrogate(low[0]) && !char.IsSurrogate(high[0]) && high[0] < low[0]
            ? $"the range '{low}-{high}', which runs backwards"
            : null;
    }

    private string? ParseClassCharacter()
    {
        if (_text[_at] != '\\')
        {
            _at++;
            return null;
        }

        if (EscapeLength("afnrtv") is not { } length)
        {
            return BadEscape();
        }

        _at += length;
        return null;
    }
}
