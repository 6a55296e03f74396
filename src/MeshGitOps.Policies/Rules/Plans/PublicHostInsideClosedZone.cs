using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A host that a gateway offers to the world, in a zone that a cluster's DNS closes for its own clients.</summary>
public sealed class PublicHostInsideClosedZone : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "public-host-inside-closed-zone",
        "public host inside closed zone",
        Severity.Warning,
        """
        With 'zone: Closed' the DNS of a cluster answers the domain of a GlobalNamespace itself, and every name that is no global host does not exist.
        A name of the same domain that a gateway offers to the world then resolves everywhere but inside of the cluster.
        Open the zone, or give the public name a domain of its own.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "CoreDNS' hosts and template plugins without fallthrough";

    public override RuleExample Example { get; } = new(
        """
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          platform: aks
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Hosts, zone: Closed}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: demo}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: [[|shop.demo.example.com|]]
        """,
        """
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          platform: aks
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Hosts, zone: Open}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: demo}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: [shop.demo.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var hosts = context.Plan.Hosts.Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
        var closed = (
            from cluster in context.Plan.Clusters
            where cluster.Dns.IsClosed
            from zone in cluster.Dns.Zones
            select (Zone: zone.Domain, Cluster: cluster.Name, cluster.Dns.Zone?.Location))
            .ToLookup(entry => entry.Zone, StringComparer.Ordinal);
        return
            from offered in PublicHosts(context).DistinctBy(host => host.Location)
            where !hosts.Contains(offered.Value)
            let zone = DomainSuffixes.Of(offered.Value).SelectMany(suffix => closed[suffix]).FirstOrDefault()
            where zone.Zone is not null
            select settings.Finding(
                offered.Location,
                $"Host '{offered.Value}' does not resolve inside of cluster '{zone.Cluster}', whose DNS closes the zone '{zone.Zone}'.",
                "Say 'zone: Open', or take a host outside of the zone.",
                zone.Location is { } location ? [new RelatedLocation(location, "the zone is closed here")] : []);
    }

    private static IEnumerable<Located<string>> PublicHosts(RuleContext context) =>
        from cluster in context.Clusters
        from gateway in cluster.Gateways
        from server in gateway.Servers
        where server.Tls?["mode"]?.ToString() != "AUTO_PASSTHROUGH"
        from host in server.Hosts
        let name = host.Value[(host.Value.LastIndexOf('/') + 1)..]
        where !name.StartsWith('*')
        select host.With(name);
}
