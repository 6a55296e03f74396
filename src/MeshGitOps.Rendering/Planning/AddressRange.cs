using System.Globalization;

namespace MeshGitOps.Rendering.Planning;

/// <summary>A range of IPv4 addresses in CIDR form.</summary>
internal readonly record struct AddressRange(uint First, int PrefixLength)
{
    public uint Last => PrefixLength == 0 ? uint.MaxValue : First | (uint.MaxValue >> PrefixLength);

    /// <summary>The number of addresses, at least 1.</summary>
    public ulong Count => (ulong)Last - First + 1;

    public bool Contains(uint address) => address >= First && address <= Last;

    public bool Overlaps(AddressRange other) => First <= other.Last && other.First <= Last;

    /// <summary>Null where the text is no IPv4 range (an IPv6 one holds no virtual address) or has bits beyond its prefix.</summary>
    public static AddressRange? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || ParseAddress(text.AsSpan(0, slash)) is not { } first
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > 32)
        {
            return null;
        }

        var range = new AddressRange(first, prefix);
        return prefix < 32 && (first & (uint.MaxValue >> prefix)) != 0 ? null : range;
    }

    /// <summary>Four decimal numbers without leading zeros; anything else is null.</summary>
    public static uint? ParseAddress(ReadOnlySpan<char> text)
    {
        uint address = 0;
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (count++ == 4
                || part.Length is 0 or > 3
                || (part.Length > 1 && part[0] == '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            address = (address << 8) | value;
        }

        return count == 4 ? address : null;
    }

    public static string Format(uint address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
}
