using System.Collections.Immutable;
using System.Globalization;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The addresses that may be given to hosts: the range of the workspace without what must not be taken.</summary>
internal sealed class AddressPool(AddressRange range, ImmutableArray<(AddressRange Range, string Name)> reserved)
{
    /// <summary>
    /// Ranges that no workspace may use. 240.240.0.0/16 is what Istio allocates from by itself;
    /// a sidecar does not redirect loopback, and multicast has no connections.
    /// </summary>
    private static readonly ImmutableArray<(AddressRange Range, string Name)> AlwaysReserved =
    [
        (Parse("0.0.0.0/8"), "'this network' (0.0.0.0/8)"),
        (Parse("127.0.0.0/8"), "loopback (127.0.0.0/8), which no sidecar redirects"),
        (Parse("169.254.0.0/16"), "link-local (169.254.0.0/16)"),
        (Parse("224.0.0.0/4"), "multicast (224.0.0.0/4)"),
        (Parse("240.240.0.0/16"), "Istio's own addresses (240.240.0.0/16)"),
        (Parse("255.255.255.255/32"), "broadcast (255.255.255.255)"),
    ];

    private readonly HashSet<uint> _taken = [];

    public AddressRange Range { get; } = range;

    /// <summary>Why <paramref name="address"/> cannot be a virtual address (the end of a sentence), or null where it can.</summary>
    public string? Refuse(uint address)
    {
        if ((address & 255) is 0 or 255)
        {
            return string.Create(CultureInfo.InvariantCulture, $"ends in .{address & 255}, which some stacks take for a network or broadcast address");
        }

        foreach (var (range, name) in AlwaysReserved.AsSpan())
        {
            if (range.Contains(address))
            {
                return $"belongs to {name}";
            }
        }

        foreach (var (range, name) in reserved.AsSpan())
        {
            if (range.Contains(address))
            {
                return $"belongs to {name}";
            }
        }

        return null;
    }

    /// <summary>Whether the address was free until now.</summary>
    public bool Take(uint address) => _taken.Add(address);

    /// <summary>
    /// A free address for a new host, derived from its name; null where none is left.
    /// The same hosts in the same order get the same addresses, and one more host rarely meets another.
    /// </summary>
    public uint? Allocate(string host)
    {
        var start = Hash(host) % Range.Count;
        for (ulong step = 0; step < Range.Count; step++)
        {
            var address = (uint)(Range.First + ((start + step) % Range.Count));
            if (!_taken.Contains(address) && Refuse(address) is null)
            {
                _taken.Add(address);
                return address;
            }
        }

        return null;
    }

    /// <summary>FNV-1a with a final mix (MurmurHash3's), over UTF-16 units: stable on every machine and version.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    private static AddressRange Parse(string text) => AddressRange.TryParse(text)!.Value;
}
