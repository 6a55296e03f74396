using System.Collections.Immutable;
using System.Net;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The zones that the DNS of a cluster has to answer.</summary>
internal static class DnsPlanner
{
    public static DnsPlan Plan(PlanningContext context, ClusterContext cluster, ImmutableArray<ClientEntryPlan> entries)
    {
        var dns = cluster.Spec.Dns;
        var settings = cluster.Settings;
        CheckResponder(context, cluster, dns);
        return new DnsPlan
        {
            Mode = settings.DnsMode,
            Provider = settings.DnsProvider,
            Zones = settings.DnsMode == DnsMode.Capture ? [] : Zones(context, entries),
            Zone = dns?.Zone,
            NodeLocalCache = dns?.NodeLocalCache,
            CoreDnsVersion = dns?.Version,
            Upstreams = dns?.Upstreams ?? [],
            BaseCorefile = context.Input.BaseCorefiles.GetValueOrDefault(cluster.Name),
            ExistingStubDomains = dns?.StubDomains ?? [],
            ResponderClusterIP = dns?.ResponderClusterIP,
            ClusterDomain = settings.ClusterDomain,
            Location = dns?.Location ?? cluster.Spec.Metadata.Name.Location,
            Origin = settings.Origin,
        };
    }

    private static ImmutableArray<DnsZone> Zones(PlanningContext context, ImmutableArray<ClientEntryPlan> entries)
    {
        var domains = context.Specs.GlobalNamespaces.ToDictionary(
            globalNamespace => globalNamespace.Metadata.Name.Value, globalNamespace => globalNamespace.Domain, StringComparer.Ordinal);
        return
        [
            .. entries
                // A name outside the zone of its stanza is never answered, so a foreign alias is a zone of its own.
                .GroupBy(entry => (
                    entry.Host.GlobalNamespace,
                    Zone: DnsNames.IsWithin(entry.Host.Host, entry.Host.Domain) ? entry.Host.Domain : entry.Host.Host))
                .Select(group => new DnsZone(
                    group.Key.GlobalNamespace,
                    group.Key.Zone,
                    [.. group.Select(entry => new DnsRecord(entry.Host.Host, entry.Host.VirtualAddress)).OrderBy(record => record.Host, StringComparer.Ordinal)],
                    group.Key.Zone == domains[group.Key.GlobalNamespace].Value ? domains[group.Key.GlobalNamespace].Location : group.First().Host.Location))
                .OrderBy(zone => zone.Domain, StringComparer.Ordinal),
        ];
    }

    private static void CheckResponder(PlanningContext context, ClusterContext cluster, DnsSpec? dns)
    {
        if (dns?.ResponderClusterIP is not { } address || cluster.Spec.ServiceCidrs.IsEmpty || !IPAddress.TryParse(address.Value, out var parsed))
        {
            return;
        }

        if (!cluster.Spec.ServiceCidrs.Any(cidr => IPNetwork.TryParse(cidr.Value, out var network) && network.Contains(parsed)))
        {
            context.Diagnostics.Add(
                PlanDiagnostics.ResponderOutsideServiceCidr,
                address.Location,
                $"The responder's address '{address}' lies outside the Service ranges of cluster '{cluster.Name}'.",
                $"Take a free address of {Words.List(cluster.Spec.ServiceCidrs.Select(cidr => cidr.Value))}.");
        }
    }
}
