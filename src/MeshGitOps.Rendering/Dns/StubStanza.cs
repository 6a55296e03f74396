using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// Writes the server block of a zone. The form with <c>hosts</c>, <c>fallthrough</c> and <c>forward</c> is the one that answers
/// unknown names of the zone as the outside does; <c>hosts</c> alone answers SERVFAIL.
/// <c>templates/dns/coredns-stub.hbs</c> says the same for a workspace to change; a test compares the two.
/// </summary>
internal static class StubStanza
{
    /// <summary>The blocks of all zones by GlobalNamespace, sorted by its name, each with its markers and without a line end.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> MarkedBlocks(DnsPlan dns, StubTarget target) =>
    [
        .. ByGlobalNamespace(dns).Select(zones => KeyValuePair.Create(
            zones.Key,
            $"{CorefileMarkers.Begin(zones.Key)}\n{Write(zones, target)}{CorefileMarkers.End(zones.Key)}")),
    ];

    public static IEnumerable<IGrouping<string, DnsZone>> ByGlobalNamespace(DnsPlan dns) =>
        dns.Zones.GroupBy(zone => zone.GlobalNamespace, StringComparer.Ordinal).OrderBy(zones => zones.Key, StringComparer.Ordinal);

    /// <summary>One server block per zone; every line ends with '\n'.</summary>
    public static string Write(IEnumerable<DnsZone> zones, StubTarget target)
    {
        var text = new StringBuilder();
        foreach (var zone in zones)
        {
            if (target.Blocks.TryGetValue(zone.Domain, out var block))
            {
                text.Append(block);
                continue;
            }

            text.Append(zone.Domain).Append(":53 {\n    errors\n    cache 30\n");
            if (target is { Mode: DnsMode.Hosts, IsClosed: true })
            {
                ClosedZone.Write(text, zone);
                text.Append("}\n");
                continue;
            }

            if (target.Mode == DnsMode.Hosts)
            {
                WriteHosts(text, zone, target.Version);
            }

            var plugin = ForwardPlugin(target.Version);
            var upstreams = target.Upstreams.IsEmpty ? "/etc/resolv.conf" : string.Join(' ', target.Upstreams);
            text.Append(CultureInfo.InvariantCulture, $"    {plugin} . {upstreams}\n}}\n");
        }

        return text.ToString();
    }

    public static string ForwardPlugin(CoreDnsVersion version) => version.IsAtLeast(CoreDnsVersion.WithForward) ? "forward" : "proxy";

    /// <summary>
    /// A ttl of its own, since the default of <c>hosts</c> is an hour; no PTR, which would leak virtual addresses. Before 1.4 the plugin
    /// has neither option (coredns pull request 2535): <c>cache 30</c> bounds the ttl there, and no PTR lies in a zone of hosts.
    /// </summary>
    public static void WriteHosts(StringBuilder text, DnsZone zone, CoreDnsVersion version)
    {
        text.Append("    hosts {\n");
        foreach (var record in zone.Records)
        {
            text.Append(CultureInfo.InvariantCulture, $"        {record.Address} {record.Host}\n");
        }

        text.Append(version.IsAtLeast(CoreDnsVersion.WithHostsOptions) ? "        ttl 30\n        no_reverse\n" : "")
            .Append("        fallthrough\n    }\n");
    }
}
