using System.Globalization;

namespace MeshGitOps.Specs.Schemas;

/// <summary>
/// How large a regular expression becomes when its counted repetitions are written out: <c>(a{9}b){9}</c> has 90 places.
/// Even a matcher that never goes back takes that much for each character.
/// </summary>
internal static class PatternCost
{
    /// <summary>UTF-16 units.</summary>
    public const int MaxLength = 256;

    /// <summary>A host name as <c>([a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}</c> takes 575.</summary>
    public const int Max = 1_000;

    public static bool IsBounded(string pattern) => pattern.Length <= MaxLength && Of(pattern) <= Max;

    /// <summary>Of a text that is no regular expression, any number.</summary>
    private static long Of(string pattern)
    {
        var groups = new Stack<long>();
        var (total, last) = (0L, 0L);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '(':
                    groups.Push(total);
                    (total, last) = (0, 0);
                    break;
                case ')' when groups.TryPop(out var before):
                    last = total;
                    total += before;
                    break;
                case '{' when RepetitionAt(pattern, i) is var (max, end):
                    var added = Math.Min(last * (max - 1), Max + 1);
                    total = Math.Min(total + added, Max + 1);
                    last += added;
                    i = end;
                    break;
                case '*' or '+' or '?' or '|':
                    break;
                default:
                    i = EndOfAtom(pattern, i);
                    last = 1;
                    total++;
                    break;
            }
        }

        return total + groups.Sum();
    }

    /// <summary>The most repetitions of <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>, and where it ends; null for another brace.</summary>
    private static (long Max, int End)? RepetitionAt(string pattern, int start)
    {
        var end = pattern.IndexOf('}', start);
        if (end < 0)
        {
            return null;
        }

        var bounds = pattern[(start + 1)..end].Split(',');
        var numbers = bounds.Where(bound => bound.Length > 0).Select(Parse).ToList();
        return bounds.Length <= 2 && bounds[0].Length > 0 && numbers.TrueForAll(number => number >= 0) ? (Math.Max(1, numbers[^1]), end) : null;
    }

    private static long Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Max + 1) : text.All(char.IsAsciiDigit) ? Max + 1 : -1;

    private static int EndOfAtom(string pattern, int start)
    {
        if (pattern[start] == '\\')
        {
            var isCategory = start + 2 < pattern.Length && pattern[start + 1] is 'p' or 'P' && pattern[start + 2] == '{';
            return isCategory && pattern.IndexOf('}', start) is var close and >= 0 ? close : start + 1;
        }

        if (pattern[start] != '[')
        {
            return start;
        }

        for (var i = start + 2; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']')
            {
                return i;
            }
        }

        return start;
    }
}
