using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// IP addresses as they are written in YAML. .NET also takes '1', '0x7f.1' and '010.0.0.1', which other programs read
/// as other addresses or not at all: here an IPv4 address has four decimal numbers without leading zeros.
/// </summary>
public static class IpLiterals
{
    public static IPAddress? TryParse(string text)
    {
        if (text.Length is 0 or > 45)
        {
            return null;
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return text.AsSpan().IndexOfAny('%', '[', ']') < 0
                && IPAddress.TryParse(text, out var address)
                && address.AddressFamily == AddressFamily.InterNetworkV6
                ? address
                : null;
        }

        return IsDottedQuad(text) && IPAddress.TryParse(text, out var ipv4) ? ipv4 : null;
    }

    /// <summary>A range whose bits after the prefix are 0.</summary>
    public static IPNetwork? TryParseCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || TryParse(text[..slash]) is not { } address || !IsNumber(text.AsSpan(slash + 1), 128, out var length))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        return length <= bytes.Length * 8 && HasOnlyZerosAfter(bytes, length) ? new IPNetwork(address, length) : null;
    }

    public static bool IsAddress(string text) => TryParse(text) is not null;

    public static bool IsIPv4(string text) => IsDottedQuad(text);

    public static bool IsCidr(string text) => TryParseCidr(text) is not null;

    public static bool IsIPv4Cidr(string text) =>
        TryParseCidr(text) is { BaseAddress.AddressFamily: AddressFamily.InterNetwork };

    /// <summary><c>10.0.0.1</c>, <c>10.0.0.1:53</c>, <c>fd00::1</c> or <c>[fd00::1]:53</c>.</summary>
    public static bool IsAddressWithPort(string text)
    {
        if (IsAddress(text))
        {
            return true;
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0 || !SpecValues.IsPort(text[(colon + 1)..]))
        {
            return false;
        }

        var host = text[..colon];
        return host is ['[', .., ']']
            ? TryParse(host[1..^1]) is { AddressFamily: AddressFamily.InterNetworkV6 }
            : IsIPv4(host);
    }

    private static bool IsDottedQuad(string text)
    {
        var parts = 0;
        foreach (var range in text.AsSpan().Split('.'))
        {
            parts++;
            if (parts > 4 || !IsNumber(text.AsSpan(range), 255, out _))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, int maximum, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 3
            && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= maximum;
    }

    private static bool HasOnlyZerosAfter(byte[] bytes, int prefixLength)
    {
        for (var bit = prefixLength; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
