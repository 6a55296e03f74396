using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The stubs of a cluster where all of them are one value, so that a patch has to hold everybody's: those that the Cluster declares
/// and ours. Checked as kube-dns and NodeLocal DNSCache do, pkg/dns/config of kubernetes/dns.
/// </summary>
/// <param name="Ours">The zones that nobody declared, sorted.</param>
/// <param name="Stubs">All zones with their servers.</param>
internal sealed record StubTable(ImmutableArray<string> Ours, SortedDictionary<string, ImmutableArray<string>> Stubs)
{
    /// <summary>Null after an error.</summary>
    public static StubTable? Merge(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        var stubs = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var existing = plan.Dns.ExistingStubDomains.DistinctBy(stub => stub.Zone.Value)
            .ToDictionary(stub => stub.Zone.Value, StringComparer.Ordinal);
        AddExisting(plan, stubs, bag);
        var ours = ImmutableArray.CreateBuilder<string>();
        foreach (var zone in plan.Dns.Zones)
        {
            if (!existing.TryGetValue(zone.Domain, out var stub))
            {
                ours.Add(zone.Domain);
                stubs[zone.Domain] = target.Upstreams;
            }
            else if (!HaveSameServers(stubs[zone.Domain], target.Upstreams))
            {
                bag.Add(
                    DnsDiagnostics.StubDomainTaken,
                    stub.Zone.Location,
                    $"The stub '{zone.Domain}' of cluster '{plan.Name}' leads to '{string.Join("', '", stubs[zone.Domain])}', "
                    + $"but GlobalNamespace '{zone.GlobalNamespace}' needs '{string.Join("', '", target.Upstreams)}'.",
                    "Take the stub out of 'stubDomains', or choose another domain.",
                    new RelatedLocation(zone.Location, "the zone"));
            }
        }

        return bag.HasErrors ? null : new StubTable(ours.DrainToImmutable(), stubs);
    }

    /// <summary>Puts the stubs that the Cluster declares into <paramref name="stubs"/>.</summary>
    public static void AddExisting(ClusterPlan plan, SortedDictionary<string, ImmutableArray<string>> stubs, DiagnosticBag bag)
    {
        foreach (var stub in plan.Dns.ExistingStubDomains)
        {
            CheckExisting(stub, plan, bag);
            stubs[stub.Zone.Value] = [.. stub.Servers.Select(server => server.Value)];
        }
    }

    private static void CheckExisting(StubDomain stub, ClusterPlan plan, DiagnosticBag bag)
    {
        var zone = stub.Zone.Value;
        var reason = !DnsNames.IsDomain(zone) ? "is no DNS name in lower case"
            : zone == plan.Dns.ClusterDomain ? "is the cluster's own domain"
            : stub.Servers.IsEmpty ? "has no server"
            : null;
        if (reason is not null)
        {
            bag.Add(
                DnsDiagnostics.StubDomainInvalid,
                stub.Zone.Location,
                $"The stub '{zone}' of cluster '{plan.Name}' {reason}.",
                "Correct or remove it: kube-dns refuses its whole configuration for one bad entry.");
        }

        foreach (var server in stub.Servers)
        {
            if (DnsServerAddress.TryParse(server.Value) is null && !DnsNames.IsDomain(server.Value))
            {
                bag.Add(
                    DnsDiagnostics.StubDomainInvalid,
                    server.Location,
                    $"Server '{server.Value}' of stub '{zone}' is no literal IP, IP:port or DNS name.",
                    "Write the address itself; nothing is expanded.");
            }
        }
    }

    private static bool HaveSameServers(ImmutableArray<string> left, ImmutableArray<string> right) =>
        left.Select(Canonical).ToHashSet(StringComparer.Ordinal).SetEquals(right.Select(Canonical));

    private static string Canonical(string server) =>
        DnsServerAddress.TryParse(server) is { } parsed ? $"[{parsed.Address}]:{parsed.Port}" : server;
}
