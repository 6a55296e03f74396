using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>Checks the zones of a cluster before anything is written for them.</summary>
internal static class StubZones
{
    public static void Check(ClusterPlan plan, DiagnosticBag bag)
    {
        var seen = new Dictionary<string, DnsZone>(StringComparer.Ordinal);
        foreach (var zone in plan.Dns.Zones)
        {
            if (!DnsNames.IsDomain(zone.Domain))
            {
                bag.Add(
                    DnsDiagnostics.StubDomainInvalid,
                    zone.Location,
                    $"Zone '{zone.Domain}' is no DNS name in lower case.",
                    "Use letters, digits, hyphens and dots, with at most 63 characters between the dots.");
            }
            else if (DnsNames.IsWithin(plan.Dns.ClusterDomain, zone.Domain))
            {
                ReportCluster(plan, zone, bag);
            }
            else if (!seen.TryAdd(zone.Domain, zone))
            {
                bag.Add(
                    DnsDiagnostics.ZoneTwice,
                    zone.Location,
                    $"Zone '{zone.Domain}' of GlobalNamespace '{zone.GlobalNamespace}' is also a zone of GlobalNamespace "
                    + $"'{seen[zone.Domain].GlobalNamespace}' in cluster '{plan.Name}'.",
                    "Give each GlobalNamespace a domain of its own.",
                    new RelatedLocation(seen[zone.Domain].Location, "the other zone"));
            }
            else
            {
                CheckRecords(zone, bag);
            }
        }
    }

    private static void ReportCluster(ClusterPlan plan, DnsZone zone, DiagnosticBag bag)
    {
        RelatedLocation[] related = plan.Dns.Location is { } cluster ? [new(cluster, "the cluster")] : [];
        bag.Add(
            DnsDiagnostics.ZoneCoversClusterDomain,
            zone.Location,
            $"Zone '{zone.Domain}' covers the domain '{plan.Dns.ClusterDomain}' of cluster '{plan.Name}'.",
            "Choose a domain that is not the cluster's own and no parent of it.",
            related);
    }

    /// <summary>CoreDNS stays silent about what it will not answer: a name outside the zone, a wildcard, an address with a prefix length.</summary>
    private static void CheckRecords(DnsZone zone, DiagnosticBag bag)
    {
        DnsRecord? previous = null;
        foreach (var record in zone.Records)
        {
            var reason = !DnsNames.IsDomain(record.Host) ? "is no DNS name"
                : !DnsNames.IsWithin(record.Host, zone.Domain) ? $"lies outside zone '{zone.Domain}'"
                : DnsServerAddress.ParseIP(record.Address) is null ? $"has '{record.Address}' in the place of an address"
                : previous?.Host == record.Host ? "has two records"
                : null;
            if (reason is not null)
            {
                bag.Add(DnsDiagnostics.NotSound, zone.Location, $"Host '{record.Host}' {reason}.");
            }

            previous = record;
        }
    }
}
