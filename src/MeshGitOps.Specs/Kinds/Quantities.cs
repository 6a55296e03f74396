using System.Buffers;
using System.Globalization;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Quantities as Kubernetes writes them (<c>k8s.io/apimachinery/pkg/api/resource</c>): <c>500m</c>, <c>4</c>, <c>16Gi</c>, <c>1e3</c>.</summary>
public static class Quantities
{
    private const int MaxLength = 32;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.0123456789");

    /// <summary>The amount in units (cores, bytes, pods), or null where it is none or out of range.</summary>
    public static decimal? TryParse(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var suffixStart = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var number = suffixStart < 0 ? text : text[..suffixStart];
        if (!decimal.TryParse(
                number,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount)
            || FactorOf(suffixStart < 0 ? "" : text[suffixStart..]) is not { } factor)
        {
            return null;
        }

        return Math.Abs(amount) <= long.MaxValue / Math.Max(1, factor) ? amount * factor : null;
    }

    private static decimal? FactorOf(string suffix) => suffix switch
    {
        "" => 1m,
        "n" => 0.000000001m,
        "u" => 0.000001m,
        "m" => 0.001m,
        "k" => 1_000m,
        "M" => 1_000_000m,
        "G" => 1_000_000_000m,
        "T" => 1_000_000_000_000m,
        "P" => 1_000_000_000_000_000m,
        "E" => 1_000_000_000_000_000_000m,
        "Ki" => 1024m,
        "Mi" => 1024m * 1024,
        "Gi" => 1024m * 1024 * 1024,
        "Ti" => 1024m * 1024 * 1024 * 1024,
        "Pi" => 1024m * 1024 * 1024 * 1024 * 1024,
        "Ei" => 1024m * 1024 * 1024 * 1024 * 1024 * 1024,
        _ => ExponentFactorOf(suffix),
    };

    private static decimal? ExponentFactorOf(string suffix)
    {
        if (suffix[0] is not ('e' or 'E')
            || !int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || exponent is < -18 or > 18)
        {
            return null;
        }

        var factor = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            factor = exponent < 0 ? factor / 10 : factor * 10;
        }

        return factor;
    }
}
