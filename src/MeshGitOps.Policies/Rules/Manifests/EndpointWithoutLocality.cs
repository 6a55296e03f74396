using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An endpoint without a region beside others that have one.</summary>
public sealed class EndpointWithoutLocality : Rule
{
    private const string LocalityLabel = "istio-locality";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "endpoint-without-locality",
        "endpoint without locality",
        Severity.Warning,
        """
        The order of failover follows from the localities of the endpoints.
        One without a region is in no region of any client: where a DestinationRule names a region to fail over to, even the local endpoint comes last, and all calls leave the cluster.
        A locality that begins with '/' has no region either.
        Give every endpoint of the ServiceEntry its 'locality', or none.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "LbPriority in Istio's pilot/pkg/networking/util and istio/istio#35410; run against the control plane of 1.14";

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
          - {address: [|catalog.shop.svc.cluster.local|]}
          - {address: 192.0.2.10, ports: {http: 15443}, locality: europe-west1}
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
          - {address: catalog.shop.svc.cluster.local, locality: us-east1}
          - {address: 192.0.2.10, ports: {http: 15443}, locality: europe-west1}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from entry in cluster.DistinctEntries()
         let known = entry.Endpoints.FirstOrDefault(HasRegion)
         where known is not null
         from endpoint in entry.Endpoints
         where !HasRegion(endpoint)
         select settings.Finding(
             endpoint.Locality?.Location ?? endpoint.Address?.Location ?? endpoint.Node.Location,
             $"Endpoint '{endpoint.Address}' of {entry.Object} has no region, but others have one.",
             "Write its 'locality', such as 'us-east1', as the nodes of its cluster are labelled.",
             new RelatedLocation(known.Locality?.Location ?? known.Node.Location, "an endpoint with a region"))).OncePerPlace();

    private static bool HasRegion(ServiceEntryEndpoint endpoint) =>
        endpoint.Locality is { Value: [not '/', ..] } || endpoint.Labels.ContainsKey(LocalityLabel);
}
