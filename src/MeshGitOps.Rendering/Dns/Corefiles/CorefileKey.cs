using System.Globalization;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>What a key of a stanza serves. CoreDNS refuses two stanzas with equal keys.</summary>
/// <param name="Scheme"><c>dns</c>, <c>tls</c>, ...</param>
/// <param name="Zone">Lower case, without the dot at its end; the root is <c>.</c>.</param>
internal readonly record struct CorefileKey(string Scheme, string Zone, int Port)
{
    /// <summary>Null for a key with an environment variable or a port that is no number: what it serves is not known here.</summary>
    public static CorefileKey? TryParse(string text)
    {
        if (text.Contains("{$", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal))
        {
            return null;
        }

        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = schemeEnd < 0 ? "dns" : text[..schemeEnd].ToLowerInvariant();
        var rest = schemeEnd < 0 ? text : text[(schemeEnd + 3)..];
        var colon = rest.LastIndexOf(':');
        var port = DefaultPort(scheme);
        if (colon >= 0)
        {
            if (!int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            {
                return null;
            }

            rest = rest[..colon];
        }

        var zone = rest.ToLowerInvariant().TrimEnd('.');
        return new CorefileKey(scheme, zone.Length == 0 ? "." : zone, port);
    }

    private static int DefaultPort(string scheme) => scheme switch
    {
        "dns" => 53,
        "tls" or "quic" => 853,
        _ => 443,
    };
}
