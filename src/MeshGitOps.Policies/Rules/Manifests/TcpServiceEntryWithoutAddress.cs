using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A TCP port of a ServiceEntry without addresses: its listener takes every connection to that port.</summary>
public sealed class TcpServiceEntryWithoutAddress : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "tcp-service-entry-without-address",
        "TCP service entry without address",
        Severity.Warning,
        """
        TCP carries no host name, so a sidecar can tell a TCP host only by its address.
        Without one the listener of the port takes every connection that leaves a pod for that port, wherever it goes, and sends it to this host.
        A port without a protocol is treated the same way.
        Istio 1.25 and later give such an entry an address by themselves, if the sidecar's DNS proxy is on and the resolution is not NONE: such a cluster is not reported.
        Write 'addresses', or switch on DNS capture and automatic allocation in the mesh config.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0134 and Istio's page on DNS proxying";

    public override ImmutableArray<string> Aliases => ["IST0134"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: ledger, namespace: shop}
        spec:
          hosts: [ledger.example.com]
          resolution: DNS
          ports: [{number: 5432, name: tcp, protocol: [|TCP|]}]
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
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         where !cluster.ServiceEntries.IsEmpty
         let allocation = new AddressAllocation(cluster)
         from entry in cluster.DistinctEntries()
         where entry.Addresses.IsEmpty && !allocation.Serves(entry)
         from port in entry.Ports
         let protocol = port.Protocol?.Value ?? ""
         where port.Number is not null && protocol.ToUpperInvariant() is "" or "TCP"
         select settings.Finding(
             port.Protocol?.Location ?? port.Number!.Location,
             $"{entry.Object} has no address, so its {(protocol.Length == 0 ? "" : "TCP ")}port {port.Number}{(protocol.Length == 0 ? " without a protocol" : "")} takes every connection to that port.",
             "Write 'addresses', or switch on the sidecar's DNS proxy ('dns.capture: Enabled' in the Cluster) with automatic allocation, which Istio 1.25 does by default.")).OncePerPlace();
}
