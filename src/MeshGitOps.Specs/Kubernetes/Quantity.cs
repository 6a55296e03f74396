using System.Globalization;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>
/// An amount as Kubernetes writes it: <c>250m</c>, <c>0.5</c>, <c>650M</c>, <c>16Gi</c>, <c>1e3</c>.
/// Anything above 2^63-1 counts as that, as in Kubernetes.
/// Source: <c>k8s.io/apimachinery/pkg/api/resource/quantity.go</c>.
/// </summary>
/// <param name="Value">In units: cores, bytes, pieces.</param>
/// <param name="Text">As it is written.</param>
public readonly record struct Quantity(decimal Value, string Text) : IComparable<Quantity>
{
    private const int MaxLength = 64;

    /// <summary>Null where <paramref name="text"/> is no quantity.</summary>
    public static Quantity? TryParse(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var end = text[0] is '+' or '-' ? 1 : 0;
        var start = end;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        if (Scale(text[end..]) is not { } scale
            || !double.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rough))
        {
            return null;
        }

        // A decimal ends at 7.9e28, far above the limit: the rough value tells the ones that would overflow.
        var amount = rough * (double)scale >= long.MaxValue || rough >= long.MaxValue
            ? long.MaxValue
            : decimal.Parse(text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * scale;
        return new Quantity(text[0] == '-' ? -amount : amount, text);
    }

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    public override string ToString() => Text;

    private static decimal? Scale(string suffix) => suffix switch
    {
        "" => 1m,
        "n" => 0.000_000_001m,
        "u" => 0.000_001m,
        "m" => 0.001m,
        "k" => 1_000m,
        "M" => 1_000_000m,
        "G" => 1_000_000_000m,
        "T" => 1_000_000_000_000m,
        "P" => 1_000_000_000_000_000m,
        "E" => 1_000_000_000_000_000_000m,
        "Ki" => 1L << 10,
        "Mi" => 1L << 20,
        "Gi" => 1L << 30,
        "Ti" => 1L << 40,
        "Pi" => 1L << 50,
        "Ei" => 1L << 60,
        ['e' or 'E', .. var exponent] => PowerOfTen(exponent),
        _ => null,
    };

    /// <summary>Beyond 18 nothing is left below the limit, beyond -18 nothing that counts.</summary>
    private static decimal? PowerOfTen(string exponent)
    {
        const NumberStyles Signed = NumberStyles.AllowLeadingSign;
        if (exponent.Length > 9 || !int.TryParse(exponent, Signed, CultureInfo.InvariantCulture, out var power))
        {
            return null;
        }

        var scale = 1m;
        for (var i = Math.Min(Math.Abs(power), 19); i > 0; i--)
        {
            scale *= 10;
        }

        return power < 0 ? 1 / scale : scale;
    }
}
