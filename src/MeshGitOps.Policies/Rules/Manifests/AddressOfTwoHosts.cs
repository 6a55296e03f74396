using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A virtual address that two hosts of a cluster have, so that one takes the calls of the other.</summary>
public sealed class AddressOfTwoHosts : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "address-of-two-hosts",
        "address of two hosts",
        Severity.Error,
        """
        A sidecar tells TCP connections apart by address and port alone.
        Where two hosts share both, the listener of the one takes the connections to the other: data of one service goes to another one.
        HTTP hosts and TLS hosts may share an address, as they are told apart by Host header and SNI.
        The virtual address of a global host belongs to that host, whatever its protocol: it is the same in every cluster.
        Give each host an address of its own.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#22150, #29992, #44837 and #55266";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: ledger, namespace: shop}
        spec:
          hosts: [ledger.example.com]
          addresses: [198.51.100.7]
          resolution: DNS
          ports: [{number: 5432, name: tcp, protocol: TCP}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: stock, namespace: shop}
        spec:
          hosts: [stock.example.com]
          addresses: [[|198.51.100.7|]]
          resolution: DNS
          ports: [{number: 5432, name: tcp, protocol: TCP}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: ledger, namespace: shop}
        spec:
          hosts: [ledger.example.com]
          addresses: [198.51.100.7]
          resolution: DNS
          ports: [{number: 5432, name: tcp, protocol: TCP}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: stock, namespace: shop}
        spec:
          hosts: [stock.example.com]
          addresses: [198.51.100.8]
          resolution: DNS
          ports: [{number: 5432, name: tcp, protocol: TCP}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var global = new VisibleClaims<string, GlobalHost>();
        foreach (var client in cluster.Plan?.ClientEntries ?? [])
        {
            global.Add(client.Host.VirtualAddress, client.ExportTo, client.Host);
        }

        var ports = new VisibleClaims<(string Address, int Port), Claim>();
        foreach (var entry in cluster.DistinctEntries())
        {
            foreach (var written in entry.Addresses)
            {
                if (ServiceEntryFacts.SingleAddress(written.Value) is not { } address)
                {
                    continue;
                }

                if (global.Find(address, entry.VisibleTo()) is { } host)
                {
                    // The same host twice is one mistake, and another rule's.
                    if (!entry.Hosts.Any(name => name.Value == host.Host))
                    {
                        yield return GlobalFinding(settings, entry, written, host);
                    }
                }
                else if (Meet(ports, entry, address) is { } met)
                {
                    yield return settings.Finding(
                        written.Location,
                        $"{entry.Object} has the address '{address}' of {met.Claim.Entry.Object}, so connections to port {met.Port} of the one arrive at the other.",
                        "Give each host an address of its own.",
                        new RelatedLocation(met.Claim.Location, $"{met.Claim.Entry.Object}"));
                }
            }
        }

        (Claim Claim, int Port)? Meet(VisibleClaims<(string, int), Claim> claims, ServiceEntry entry, string address)
        {
            (Claim, int)? met = null;
            foreach (var port in entry.Ports)
            {
                if (port.Number is { } number)
                {
                    var claim = new Claim(entry, PortProtocol.Parse(port.Protocol?.Value ?? "").Family(), entry.Object.Location);
                    if (claims.Add((address, number.Value), entry.VisibleTo(), claim) is { } other && Compete(claim, other))
                    {
                        met ??= (other, number.Value);
                    }
                }
            }

            return met;
        }
    }

    private static bool Compete(Claim claim, Claim other) =>
        claim.Entry != other.Entry
        && claim.Family != ProtocolFamily.Unknown
        && other.Family != ProtocolFamily.Unknown
        && (claim.Family == ProtocolFamily.Tcp || claim.Family != other.Family)
        && !claim.Entry.Hosts.Select(host => host.Value).Intersect(other.Entry.Hosts.Select(host => host.Value), StringComparer.Ordinal).Any();

    private static Diagnostic GlobalFinding(RuleSettings settings, ServiceEntry entry, Located<string> address, GlobalHost host) => settings.Finding(
        address.Location,
        $"{entry.Object} has the address '{address}', which is the virtual address of global host '{host.Host}'.",
        "Take another address, outside of the range of virtual addresses of the workspace.",
        new RelatedLocation(host.Location, $"'{host.Host}' comes from here"));

    private sealed record Claim(ServiceEntry Entry, ProtocolFamily Family, SourceLocation Location);
}
