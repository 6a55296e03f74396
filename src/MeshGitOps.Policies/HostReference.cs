using System.Globalization;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies;

/// <summary>A host that an environment value names: <c>host</c>, <c>host:port</c> or <c>scheme://user@host:port/path</c>.</summary>
/// <param name="Host">In lower case, without a dot at the end; a DNS name, never an address.</param>
/// <param name="Port">Null where none is written.</param>
internal readonly record struct HostReference(string Host, int? Port)
{
    /// <summary>The hosts of a list with commas between them; what is no host is passed over.</summary>
    public static IEnumerable<HostReference> AllIn(string value) =>
        from part in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let reference = TryParse(part)
        where reference is not null
        select reference.Value;

    private static HostReference? TryParse(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var authority = text.AsSpan(scheme < 0 ? 0 : scheme + 3);
        if (scheme >= 0)
        {
            var end = authority.IndexOfAny('/', '?', '#');
            authority = end < 0 ? authority : authority[..end];
            authority = authority[(authority.LastIndexOf('@') + 1)..];
        }

        var colon = authority.LastIndexOf(':');
        int? port = null;
        if (colon >= 0)
        {
            if (!int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            port = number;
            authority = authority[..colon];
        }

        authority = authority.EndsWith(".", StringComparison.Ordinal) ? authority[..^1] : authority;
        if (authority.Length is 0 or > DnsNames.MaxDomainLength)
        {
            return null;
        }

        var host = authority.ToString().ToLowerInvariant();
        return DnsNames.IsDomain(host) ? new HostReference(host, port) : null;
    }
}
