using System.Globalization;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// The types of plain scalars by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).
/// There <c>yes</c>, <c>on</c>, <c>1_000</c> and <c>1:30</c> are strings, and <c>012</c> is twelve.
/// A quoted or block scalar is always a string.
/// </summary>
public static class YamlScalarTypes
{
    /// <summary>Digits of a number that are read; more than a double can hold, and a bound for what a text may cost.</summary>
    private const int MaxNumberLength = 64;

    public static YamlScalarType TypeOf(YamlScalar scalar)
    {
        if (!scalar.IsPlain)
        {
            return YamlScalarType.String;
        }

        if (IsNull(scalar))
        {
            return YamlScalarType.Null;
        }

        if (TryGetBoolean(scalar, out _))
        {
            return YamlScalarType.Boolean;
        }

        if (IsIntegerText(scalar.Value))
        {
            return YamlScalarType.Integer;
        }

        return TryGetNumber(scalar, out _) ? YamlScalarType.Float : YamlScalarType.String;
    }

    public static bool IsNull(YamlScalar scalar) =>
        scalar is { IsPlain: true, Value: "" or "~" or "null" or "Null" or "NULL" };

    public static bool TryGetBoolean(YamlScalar scalar, out bool value)
    {
        value = scalar.Value is "true" or "True" or "TRUE";
        return scalar.IsPlain && (value || scalar.Value is "false" or "False" or "FALSE");
    }

    /// <summary>Decimal, <c>0o</c> and <c>0x</c> integers that fit 64 bits.</summary>
    public static bool TryGetInteger(YamlScalar scalar, out long value)
    {
        value = 0;
        var text = scalar.Value;
        if (!scalar.IsPlain || !IsIntegerText(text))
        {
            return false;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return text.Length <= MaxNumberLength && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return TryGetOctal(text.AsSpan(2), out value);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Any integer or float; <c>.inf</c> and <c>.nan</c> too.</summary>
    public static bool TryGetNumber(YamlScalar scalar, out double value)
    {
        value = 0;
        var text = scalar.Value;
        if (!scalar.IsPlain || text.Length is 0 or > MaxNumberLength)
        {
            return false;
        }

        if (TryGetInteger(scalar, out var integer))
        {
            value = integer;
            return true;
        }

        switch (text)
        {
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                value = double.PositiveInfinity;
                return true;
            case "-.inf" or "-.Inf" or "-.INF":
                value = double.NegativeInfinity;
                return true;
            case ".nan" or ".NaN" or ".NAN":
                value = double.NaN;
                return true;
            default:
                return IsFloatText(text)
                    && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
        }
    }

    /// <summary>
    /// Whether a plain scalar that is a string here is read as a boolean by the YAML 1.1 readers of Kubernetes' tools
    /// (<c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c>, <c>y</c>, <c>n</c>).
    /// </summary>
    public static bool IsBooleanInYaml11(YamlScalar scalar) => scalar.IsPlain && scalar.Value is
        "yes" or "Yes" or "YES" or "no" or "No" or "NO" or "on" or "On" or "ON" or "off" or "Off" or "OFF"
        or "y" or "Y" or "n" or "N";

    /// <summary>Whether a plain text is null, a boolean or a number for a reader of YAML 1.1 or 1.2, letters of any case.</summary>
    internal static bool IsOtherTypeSomewhere(string text) =>
        text.ToLowerInvariant() is "null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n"
        || IsIntegerText(text);

    private static bool IsIntegerText(string text)
    {
        if (text.Length == 0)
        {
            return false;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return text.Length > 2 && text.Skip(2).All(char.IsAsciiHexDigit);
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return text.Length > 2 && text.AsSpan(2).IndexOfAnyExceptInRange('0', '7') < 0;
        }

        var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        return digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary><c>[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?</c></summary>
    private static bool IsFloatText(string text)
    {
        var rest = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        var whole = TakeDigits(ref rest);
        var fraction = 0;
        if (rest.StartsWith('.'))
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] is not ('e' or 'E'))
        {
            return false;
        }

        rest = rest.Length > 1 && rest[1] is '-' or '+' ? rest[2..] : rest[1..];
        return TakeDigits(ref rest) > 0 && rest.IsEmpty;
    }

    private static int TakeDigits(ref ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        count = count < 0 ? text.Length : count;
        text = text[count..];
        return count;
    }

    private static bool TryGetOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) | (long)(digit - '0');
        }

        return true;
    }
}
