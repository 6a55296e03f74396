namespace MeshGitOps.Specs.Kinds;

/// <summary>Names as DNS and Kubernetes take them (RFC 1123, RFC 1035), in lower case.</summary>
public static class DnsNames
{
    public const int MaxLabelLength = 63;
    public const int MaxDomainLength = 253;

    /// <summary>Names that Windows keeps for devices, whatever ending follows: a checkout with such a file fails there.</summary>
    private static readonly string[] DeviceNames =
    [
        "aux", "con", "nul", "prn",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];

    /// <summary>Lower-case letters, digits and '-', not at the ends, at most 63.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLabelLength || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A label that can also be the name of a file or folder everywhere.</summary>
    public static bool IsObjectName(string text) => IsLabel(text) && !DeviceNames.Contains(text, StringComparer.Ordinal);

    /// <summary>Labels with dots between them, at most 253 characters; without a dot at the end, and not an IP address.</summary>
    public static bool IsDomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxDomainLength)
        {
            return false;
        }

        var last = text;
        foreach (var range in text.Split('.'))
        {
            last = text[range];
            if (!IsLabel(last))
            {
                return false;
            }
        }

        return last.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Whether <paramref name="name"/> is <paramref name="domain"/> or lies below it.</summary>
    public static bool IsWithin(string name, string domain) =>
        name.EndsWith(domain, StringComparison.Ordinal)
        && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');
}
