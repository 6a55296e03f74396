using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry that a gateway passes on, but whose endpoints it takes for plaintext.</summary>
public sealed class PassthroughEntryWithoutMtls : Rule
{
    private const string TlsMode = "security.istio.io/tlsMode";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "passthrough-entry-without-mtls",
        "passthrough entry without mtls",
        Severity.Error,
        """
        An AUTO_PASSTHROUGH gateway passes mutual TLS on, and leaves out every endpoint that does not speak it.
        An endpoint of a ServiceEntry speaks it only if it has the label 'security.istio.io/tlsMode: istio', or a DestinationRule of the host says ISTIO_MUTUAL.
        Without both the gateway has no endpoint and resets the connection; for a host that is MESH_EXTERNAL it has not even a filter chain.
        With resolution DNS that is so from Istio 1.20 on.
        Label the endpoints, and write 'location: MESH_INTERNAL'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's pilot/pkg/xds/endpoints/mtls_checker.go and istio/istio#52875";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: istio-system}
        spec:
          hosts: [hello.example.com]
          exportTo: ["."]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: [|10.0.0.7|]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.example.com]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: istio-system}
        spec:
          hosts: [hello.example.com]
          exportTo: ["."]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 10.0.0.7, labels: {security.istio.io/tlsMode: istio}}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var gateways = new GatewayEndpoints(context.Plan);
        return context.Clusters.SelectMany(cluster => Of(cluster, gateways, settings)).OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, GatewayEndpoints gateways, RuleSettings settings)
    {
        var passthrough = new PassthroughHosts(cluster);
        if (passthrough.IsEmpty)
        {
            yield break;
        }

        var mutual = cluster.DestinationRules.Where(rule => rule.TrafficPolicy.Mapping("tls").Text("mode")?.Value == "ISTIO_MUTUAL")
            .Select(rule => rule.Host?.Value).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var entry in cluster.DistinctEntries().Where(entry => gateways.Find(entry) is null))
        {
            foreach (var host in entry.Hosts)
            {
                var server = passthrough.Match(host.Value).FirstOrDefault(server => entry.IsVisibleTo(server.Namespace));
                if (server is not null && FindingOf(settings, cluster, entry, host.Value, server, mutual) is { } finding)
                {
                    yield return finding;
                    break;
                }
            }
        }
    }

    private static Diagnostic? FindingOf(
        RuleSettings settings,
        ClusterMesh cluster,
        ServiceEntry entry,
        string host,
        PassthroughHost server,
        HashSet<string> mutual)
    {
        var related = new RelatedLocation(server.Host.Location, $"{server.Gateway.Object}");
        if (!entry.IsInternal())
        {
            // A wildcard is not written for this host, so nothing says that it shall be passed on.
            return server.IsWildcard ? null : settings.Finding(
                entry.MeshLocation?.Location ?? entry.Object.Location,
                $"{entry.Object} is not MESH_INTERNAL, so the gateway of {server.Gateway.Object} does not pass '{host}' on.",
                "Write 'location: MESH_INTERNAL'.",
                related);
        }

        if (entry.WorkloadSelector is not null
            || entry.Endpoints.IsEmpty
            || mutual.Contains(host)
            || entry.Endpoints.Any(endpoint => endpoint.Labels.GetValueOrDefault(TlsMode) == "istio")
            || (entry.IsResolvedByDns() && VersionOf(cluster) is { } version && !version.IsAtLeast(1, 20)))
        {
            return null;
        }

        var first = entry.Endpoints[0];
        return settings.FindingAtMost(
            entry.IsResolvedByDns() && VersionOf(cluster) is null ? Severity.Warning : Severity.Error,
            first.Address?.Location ?? first.Node.Location,
            $"The gateway of {server.Gateway.Object} passes '{host}' on, but no endpoint of {entry.Object} has the label '{TlsMode}: istio'.",
            $"Label the endpoints with '{TlsMode}: istio', or write a DestinationRule for the host with mode ISTIO_MUTUAL.",
            related);
    }

    private static IstioVersion? VersionOf(ClusterMesh cluster) => cluster.Plan?.Settings.IstioVersion;
}
