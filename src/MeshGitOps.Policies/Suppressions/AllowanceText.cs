using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>
/// What comments, our annotation and <c>--allow</c> say: <c>rule, rule because reason until 2027-01-31</c>.
/// The day may also stand before 'because'. 'until' ends the reason only before a digit: a reason may hold the word.
/// </summary>
/// <param name="Rules">The names as they are written; spans are in the text.</param>
/// <param name="Reason">Null where there is none.</param>
/// <param name="Until">The span of what should be a date, or null.</param>
/// <param name="Date">Null where there is no date, or none that the calendar has.</param>
public sealed record AllowanceText(ImmutableArray<TextSpan> Rules, string? Reason, TextSpan? Until, DateOnly? Date)
{
    private const string Because = "because";
    private const string UntilWord = "until";

    public static AllowanceText Parse(string text)
    {
        var because = FindWord(text, Because, 0);
        var reasonStart = because < 0 ? text.Length : because + Because.Length;
        var late = FindDate(text, reasonStart, text.Length);
        var early = late >= 0 ? -1 : FindDate(text, 0, because < 0 ? text.Length : because);
        var until = Math.Max(late, early);
        var untilEnd = until < 0 ? text.Length : until + UntilWord.Length;
        var rulesEnd = early >= 0 ? early : because >= 0 ? because : text.Length;
        var reason = text[reasonStart..(late < 0 ? text.Length : late)].Trim();
        var date = Trim(text, untilEnd, early >= 0 && because >= 0 ? because : text.Length);
        return new AllowanceText(
            RulesIn(text, rulesEnd),
            reason.Length == 0 ? null : reason,
            until < 0 ? null : date,
            until < 0 ? null : ParseDate(text.AsSpan(date.Start, date.Length)));
    }

    /// <summary>A day as <c>2027-01-31</c>, or null.</summary>
    public static DateOnly? ParseDate(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static ImmutableArray<TextSpan> RulesIn(string text, int end)
    {
        var rules = ImmutableArray.CreateBuilder<TextSpan>();
        for (var start = 0; start <= end;)
        {
            var comma = text.AsSpan(start, end - start).IndexOf(',');
            var stop = comma < 0 ? end : start + comma;
            if (Trim(text, start, stop) is { Length: > 0 } rule)
            {
                rules.Add(rule);
            }

            start = stop + 1;
        }

        return rules.DrainToImmutable();
    }

    /// <summary>The last 'until' of a range that a digit follows, or -1.</summary>
    private static int FindDate(string text, int from, int to)
    {
        var last = -1;
        for (var word = FindWord(text, UntilWord, from); word >= 0 && word < to; word = FindWord(text, UntilWord, word + 1))
        {
            var next = Trim(text, word + UntilWord.Length, text.Length);
            last = next.Length > 0 && char.IsAsciiDigit(text[next.Start]) ? word : last;
        }

        return last;
    }

    private static int FindWord(string text, string word, int from)
    {
        for (var start = text.IndexOf(word, from, StringComparison.Ordinal); start >= 0; start = text.IndexOf(word, start + 1, StringComparison.Ordinal))
        {
            var end = start + word.Length;
            if ((start == 0 || char.IsWhiteSpace(text[start - 1]) || text[start - 1] is '(' or '[') && (end == text.Length || char.IsWhiteSpace(text[end])))
            {
                return start;
            }
        }

        return -1;
    }

    private static TextSpan Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new TextSpan(start, end - start);
    }
}
