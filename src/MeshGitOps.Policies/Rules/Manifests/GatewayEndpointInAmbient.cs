using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry over an east-west gateway, in sight of pods in ambient mode.</summary>
public sealed class GatewayEndpointInAmbient : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-endpoint-in-ambient",
        "gateway endpoint in ambient",
        Severity.Warning,
        """
        An AUTO_PASSTHROUGH gateway on port 15443 routes by the SNI that a sidecar sets.
        Ztunnel speaks HBONE and sets no such SNI, so pods in ambient mode reach no host through it: their connections are reset.
        Run the callers with sidecars, or narrow 'exportTo' to namespaces that do.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#59401";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: [|catalog|], namespace: shop}
        spec:
          hosts: [catalog.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var gateways = new GatewayEndpoints(context.Plan);
        return context.Clusters.SelectMany(cluster => Of(cluster, gateways, settings)).OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, GatewayEndpoints gateways, RuleSettings settings)
    {
        var ambient = AmbientNamespaces.Of(cluster);
        if (ambient.Count == 0)
        {
            yield break;
        }

        foreach (var entry in cluster.DistinctEntries())
        {
            // Ztunnel does not obey 'exportTo', but whoever writes it says whom the entry is for.
            var seen = entry.ExportTo.IsEmpty && ambient.Contains(entry.Namespace(), StringComparer.Ordinal)
                ? entry.Namespace()
                : ambient.FirstOrDefault(entry.IsVisibleTo);
            if (seen is not null && gateways.Find(entry) is { } endpoint)
            {
                yield return settings.Finding(
                    entry.Object.Location,
                    $"{entry.Object} dials the east-west gateway '{endpoint.Address}', which pods in ambient mode such as those of namespace '{seen}' cannot use.",
                    "Run the callers with sidecars, or name only their namespaces in 'exportTo'.",
                    new RelatedLocation(endpoint.Address?.Location ?? endpoint.Node.Location, "the gateway"));
            }
        }
    }
}
