using System.Net.Sockets;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry with hostnames and IPv6 literals for endpoints.</summary>
public sealed class Ipv6BesideHostname : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "ipv6-beside-hostname",
        "IPv6 beside hostname",
        Severity.Error,
        """
        With resolution DNS all endpoints of a ServiceEntry are one Envoy cluster that resolves names.
        Envoy refuses an IPv6 literal among them, and with it the whole update of clusters: sidecars go on with what they had before.
        Give the IPv6 address a name in DNS, or split the entry into two hosts.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "envoyproxy/envoy#10489";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          resolution: DNS
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - {address: catalog.shop.svc.cluster.local}
          - {address: [|"2001:db8::10"|]}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          resolution: DNS
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - {address: catalog.shop.svc.cluster.local}
          - {address: gateway.example.com}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from entry in cluster.DistinctEntries()
         where entry.IsResolvedByDns()
         let name = entry.Endpoints.FirstOrDefault(endpoint => DnsNames.IsDomain(endpoint.Address?.Value ?? "") && !IpLiterals.IsAddress(endpoint.Address?.Value ?? ""))
         where name is not null
         from address in entry.Endpoints.Select(endpoint => endpoint.Address).OfType<Located<string>>()
         where IpLiterals.TryParse(address.Value) is { AddressFamily: AddressFamily.InterNetworkV6 }
         select settings.Finding(
             address.Location,
             $"Endpoint '{address}' of {entry.Object} is an IPv6 address beside the hostname '{name.Address}', which Envoy refuses.",
             "Give the address a name in DNS.",
             new RelatedLocation(name.Address?.Location ?? name.Node.Location, "the hostname"))).OncePerPlace();
}
