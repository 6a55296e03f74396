using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry whose host is the full name of a Service of the same cluster.</summary>
public sealed class ServiceEntryForLocalService : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "service-entry-for-local-service",
        "service entry for local service",
        Severity.Error,
        """
        The full name of a Service is a host of the mesh already, and the Service comes before any ServiceEntry for it.
        With resolution DNS the endpoints of the entry are mixed into those of the Service as names: Envoy refuses them as malformed addresses, and the Service loses its endpoints.
        With another resolution the entry is ignored, which is a warning; subjectAltNames alone are taken over.
        Give the entry a name of its own, or remove it.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#50478 and #50688, and the ServiceEntry page of Istio's reference";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 8080}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [[|catalog.shop.svc.cluster.local|]]
          resolution: DNS
          ports: [{number: 8080, name: http, protocol: HTTP}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 8080}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          resolution: DNS
          ports: [{number: 8080, name: http, protocol: HTTP}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from entry in cluster.DistinctEntries()
         from host in entry.Hosts
         let service = cluster.Hosts.Named(host.Value).Select(named => named.Service).FirstOrDefault(named => named is not null)
         where service is not null && service.Type != KubernetesServiceType.ExternalName && !IsDecorator(entry)
         select FindingOf(settings, entry, host, service)).OncePerPlace();

    /// <summary>What Istio takes from an entry for a Service: the identities of its pods.</summary>
    private static bool IsDecorator(ServiceEntry entry) =>
        !entry.SubjectAltNames.IsEmpty && entry.Endpoints.IsEmpty && !entry.IsResolvedByDns();

    private static Diagnostic FindingOf(RuleSettings settings, ServiceEntry entry, Located<string> host, KubernetesService service)
    {
        var related = new RelatedLocation(service.Location, $"Service '{service.Key}'");
        return entry.IsResolvedByDns()
            ? settings.Finding(
                host.Location,
                $"{entry.Object} resolves '{host}' by {ServiceEntryFacts.ResolutionOf(entry)}, but that is Service '{service.Key}', whose endpoints are addresses.",
                "Give the entry a name of its own, or remove it: sidecars know the Service.",
                related)
            : settings.FindingAtMost(
                Severity.Warning,
                host.Location,
                $"{entry.Object} is ignored for '{host}', because that is Service '{service.Key}'.",
                "Give the entry a name of its own, or remove it.",
                related);
    }
}
