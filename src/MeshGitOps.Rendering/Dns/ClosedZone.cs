using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// Writes the plugins of a zone that knows its hosts and nothing else: each host has its address, no other type, and every other
/// name does not exist. The plugin <c>hosts</c> cannot say so: without a next plugin it answers SERVFAIL for a name that it lacks.
/// The plugin <c>template</c> compares the name in lower case, with the dot at its end, and is asked once for each host.
/// </summary>
internal static class ClosedZone
{
    public static void Write(StringBuilder text, DnsZone zone)
    {
        foreach (var record in zone.Records)
        {
            var type = TypeOf(record);
            text.Append(CultureInfo.InvariantCulture, $"    template IN {type} {zone.Domain} {{\n        match \"^{Escape(record.Host)}\\.$\"\n")
                .Append("        answer \"{{ .Name }} 30 IN ")
                .Append(type).Append(' ').Append(record.Address)
                .Append("\"\n        fallthrough\n    }\n");
        }

        var authority = $"        authority \"{zone.Domain}. 30 IN SOA ns.dns.{zone.Domain}. hostmaster.{zone.Domain}. 1 7200 1800 86400 30\"\n";
        text.Append(CultureInfo.InvariantCulture, $"    template ANY ANY {zone.Domain} {{\n        match \"^({Pattern(zone)})\\.$\"\n        rcode NOERROR\n")
            .Append(authority)
            .Append("        fallthrough\n    }\n")
            .Append(CultureInfo.InvariantCulture, $"    template ANY ANY {zone.Domain} {{\n        rcode NXDOMAIN\n")
            .Append(authority)
            .Append("    }\n");
    }

    /// <summary>A regular expression for the names that exist, without anchors.</summary>
    public static string Pattern(DnsZone zone) => string.Join('|', Names(zone).Select(Escape));

    public static string Escape(string name) => name.Replace(".", "\\.", StringComparison.Ordinal);

    public static string TypeOf(DnsRecord record) => record.Address.Contains(':', StringComparison.Ordinal) ? "AAAA" : "A";

    /// <summary>
    /// The names that exist: the hosts, and what stands between them and the zone, the zone included. A resolver that hears that
    /// <c>shop.acme.example.com</c> does not exist may conclude that nothing below it does (RFC 8020).
    /// </summary>
    private static SortedSet<string> Names(DnsZone zone)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { zone.Domain };
        foreach (var record in zone.Records)
        {
            var name = record.Host;
            while (name.Length > zone.Domain.Length && names.Add(name))
            {
                name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            }
        }

        return names;
    }
}
