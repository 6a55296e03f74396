using System.Buffers;
using System.Globalization;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// Durations as Istio's resources write them: numbers with the units <c>h</c>, <c>m</c>, <c>s</c>, <c>ms</c> (Go's
/// <c>time.ParseDuration</c>), at least 1ms; the CustomResourceDefinitions refuse less.
/// </summary>
public static class Durations
{
    private const int MaxLength = 32;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static TimeSpan? TryParse(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var milliseconds = 0m;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var unitStart = rest.IndexOfAnyExcept(NumberCharacters);
            if (unitStart <= 0 || !TryParseNumber(rest[..unitStart], out var number))
            {
                return null;
            }

            rest = rest[unitStart..];
            var unitEnd = rest.IndexOfAny(NumberCharacters);
            var unit = unitEnd < 0 ? rest : rest[..unitEnd];
            if (MillisecondsOf(unit) is not { } factor)
            {
                return null;
            }

            milliseconds += number * factor;
            rest = unitEnd < 0 ? [] : rest[unitEnd..];
        }

        return milliseconds is >= 1 and <= 1e14m ? TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)) : null;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out decimal number)
    {
        number = 0;
        return text.Length <= 15
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static decimal? MillisecondsOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => null,
    };
}
