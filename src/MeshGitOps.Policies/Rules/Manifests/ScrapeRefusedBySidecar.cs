using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Metrics that are scraped through the sidecar, which does not let the scraper in.</summary>
public sealed class ScrapeRefusedBySidecar : Rule
{
    private const string Merge = "prometheus.istio.io/merge-metrics";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "scrape-refused-by-sidecar",
        "scrape refused by sidecar",
        Severity.Warning,
        """
        Istio merges the metrics of an application into those of its sidecar, on a port that needs no identity, unless the annotation 'prometheus.istio.io/merge-metrics' says "false".
        Then Prometheus scrapes the application through the sidecar, usually in plaintext: mode STRICT closes the connection, and ALLOW policies without a rule for everybody at that port answer 403.
        The metrics are missing, and with them the alerts.
        Take the annotation away, except the port with mode PERMISSIVE and a rule of its own, or give Prometheus a certificate of the mesh.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's page on its integration with Prometheus";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          template:
            metadata:
              labels: {app: catalog}
              annotations:
                prometheus.io/scrape: "true"
                prometheus.io/port: [|"9090"|]
                prometheus.istio.io/merge-metrics: "false"
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          template:
            metadata:
              labels: {app: catalog}
              annotations:
                prometheus.io/scrape: "true"
                prometheus.io/port: "9090"
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from workload in cluster.Inventory.Workloads
            where workload.PodAnnotations.GetValueOrDefault(Merge) == "false"
                && workload.PodAnnotations.GetValueOrDefault("prometheus.io/scrape") == "true"
                && cluster.Injection.Of(workload) != SidecarState.NotInjected
            let written = workload.PodMetadata.Mapping("annotations").LocatedText("prometheus.io/port")
            where written is not null
            let finding = Check(cluster, workload, written, settings)
            where finding is not null
            select finding;
        return findings.OncePerPlace();
    }

    private static Diagnostic? Check(ClusterMesh cluster, KubernetesWorkload workload, Located<string> written, RuleSettings settings)
    {
        if (!int.TryParse(written.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        var subject = $"The metrics of {workload.Kind} '{workload.Key}' are scraped through the sidecar at port {port}";
        var help = $"Take the annotation '{Merge}' away, or except the port.";
        return StrangerRefusal.Of(cluster, workload, port) switch
        {
            { Mtls: { } mtls } => settings.Finding(written.Location, $"{subject}, which takes mutual TLS only.", help, [.. mtls.Reason]),
            { Authorization: { } authorization } => settings.Finding(
                written.Location,
                $"{subject}, where {authorization.Object} lets in nobody without an identity.",
                help,
                new RelatedLocation(authorization.Object.Location, "the policy")),
            _ => null,
        };
    }
}
