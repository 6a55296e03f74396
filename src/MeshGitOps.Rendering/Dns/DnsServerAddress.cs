using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// A literal <c>IP[:port]</c> of a name server; IPv6 with a port is <c>[2001:db8::1]:53</c>.
/// Names, expressions and placeholders are none: CoreDNS and kube-dns refuse their whole configuration for one of them.
/// </summary>
/// <param name="Text">As it was written.</param>
internal readonly record struct DnsServerAddress(string Text, IPAddress Address, int Port)
{
    private const int DefaultPort = 53;

    /// <summary>Why nothing can be asked at this address from a pod, as the end of a sentence; null where it is fine.</summary>
    public string? Refusal
    {
        get
        {
            if (IPAddress.IsLoopback(Address))
            {
                return "is a loopback address, so that CoreDNS would ask itself";
            }

            var first = Address.GetAddressBytes()[0];
            var isMulticast = Address.IsIPv6Multicast || (Address.AddressFamily == AddressFamily.InterNetwork && first >= 224);
            return Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) || isMulticast
                ? "is not the address of a server"
                : null;
        }
    }

    public static DnsServerAddress? TryParse(string text)
    {
        if (text.Length is 0 or > 64)
        {
            return null;
        }

        var (host, port) = Split(text);
        if (ParseIP(host) is not { } address)
        {
            return null;
        }

        if (port is null)
        {
            return new DnsServerAddress(text, address, DefaultPort);
        }

        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? new DnsServerAddress(text, address, number)
            : null;
    }

    /// <summary>An address as RFC 5952 or dotted decimal writes it: no leading zeros, no shortened IPv4, no zone.</summary>
    public static IPAddress? ParseIP(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.ToString() == text ? address : null;
        }

        return text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.') ? address : null;
    }

    public bool IsSameServer(DnsServerAddress other) => Port == other.Port && Address.Equals(other.Address);

    private static (string Host, string? Port) Split(string text)
    {
        if (text[0] == '[')
        {
            var end = text.IndexOf("]:", StringComparison.Ordinal);
            return end < 0 ? (text, null) : (text[1..end], text[(end + 2)..]);
        }

        var colon = text.LastIndexOf(':');
        return colon >= 0 && text.IndexOf(':', StringComparison.Ordinal) == colon
            ? (text[..colon], text[(colon + 1)..])
            : (text, null);
    }
}
