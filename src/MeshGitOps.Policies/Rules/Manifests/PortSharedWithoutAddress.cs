using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A TCP port of a ServiceEntry without addresses that another host of the cluster has as well.</summary>
public sealed class PortSharedWithoutAddress : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "port-shared-without-address",
        "port shared without address",
        Severity.Error,
        """
        Without addresses, the listener for a TCP port of a ServiceEntry is the one for all addresses.
        A second TCP host with the same port and no address has the same listener: the older one takes the connections of both.
        HTTP hosts share a listener for all addresses too, so a TCP host on the port of an HTTP host leaves one of them without its routes.
        Services, ServiceEntries and global hosts count, as far as some namespace sees both.
        Write 'addresses' into the TCP entry, or narrow its 'exportTo'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the outbound listener conflicts of Istio's pilot/pkg/networking/core/listener.go, istio/istio#22150, #29992 and #35242";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: ledger, namespace: shop}
        spec:
          hosts: [ledger.example.com]
          resolution: DNS
          ports: [{number: 5432, name: tcp, protocol: TCP}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: stock, namespace: shop}
        spec:
          hosts: [stock.example.com]
          resolution: DNS
          ports: [{number: [|5432|], name: tcp, protocol: TCP}]
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
        var bare = BareTcpPorts(cluster).ToList();
        if (bare.Count == 0)
        {
            yield break;
        }

        var http = new VisibleClaims<int, MeshHost>();
        var wanted = bare.Select(port => port.Number.Value).ToHashSet();
        foreach (var host in cluster.Hosts.All)
        {
            foreach (var port in host.Ports.Where(port => wanted.Contains(port.Number) && port.Protocol.Family() == ProtocolFamily.Http))
            {
                http.Add(port.Number, host.ExportTo, host);
            }
        }

        var tcp = new VisibleClaims<int, ServiceEntry>();
        foreach (var (entry, number) in bare)
        {
            if (tcp.Add(number.Value, entry.VisibleTo(), entry) is { } other && other != entry && !HaveCommonHost(entry, other))
            {
                yield return settings.Finding(
                    number.Location,
                    $"{entry.Object} and {other.Object} have no addresses, so TCP port {number} of both is one listener.",
                    "Write 'addresses' into both.",
                    new RelatedLocation(other.Object.Location, $"{other.Object}"));
            }
            else if (http.Find(number.Value, entry.VisibleTo()) is { } host && !(host.Entry is { } holder && HaveCommonHost(entry, holder)))
            {
                yield return settings.Finding(
                    number.Location,
                    $"{entry.Object} has no address, so its TCP port {number} is the listener of HTTP host '{host.Name}' as well.",
                    "Write 'addresses' into the ServiceEntry.",
                    new RelatedLocation(host.Location, $"host '{host.Name}' has port {number} for HTTP"));
            }
        }
    }

    private static IEnumerable<(ServiceEntry Entry, Located<int> Number)> BareTcpPorts(ClusterMesh cluster)
    {
        var entries = cluster.DistinctEntries().Where(entry => entry.Addresses.IsEmpty).ToList();
        if (entries.Count == 0)
        {
            return [];
        }

        var allocation = new AddressAllocation(cluster);
        return from entry in entries
               where !allocation.Serves(entry)
               from port in entry.Ports
               where port.Number is not null && PortProtocol.Parse(port.Protocol?.Value ?? "").Family() == ProtocolFamily.Tcp
               select (entry, port.Number);
    }

    /// <summary>Two entries for one host are another mistake.</summary>
    private static bool HaveCommonHost(ServiceEntry entry, ServiceEntry other) =>
        entry.Hosts.Select(host => host.Value).Intersect(other.Hosts.Select(host => host.Value), StringComparer.Ordinal).Any();
}
