using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An HTTP probe that goes through the sidecar, which does not let it in.</summary>
public sealed class ProbeRefusedBySidecar : Rule
{
    private const string Annotation = "sidecar.istio.io/rewriteAppHTTPProbers";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "probe-refused-by-sidecar",
        "probe refused by sidecar",
        Severity.Error,
        """
        The kubelet probes in plaintext and without an identity.
        The injector moves HTTP probes to a port that needs neither, unless the annotation 'sidecar.istio.io/rewriteAppHTTPProbers' says "false".
        Then they go through the sidecar: mode STRICT closes the connection, and ALLOW policies without a rule for everybody at that port answer 403.
        The pod never becomes ready, or is killed again and again.
        Take the annotation away.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's page on health checking and its pkg/kube/inject/app_probe.go";

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
              annotations: {sidecar.istio.io/rewriteAppHTTPProbers: "false"}
            spec:
              containers: [{name: catalog, readinessProbe: {httpGet: {path: /ready, port: [|8080|]}}}]
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
            metadata: {labels: {app: catalog}}
            spec:
              containers: [{name: catalog, readinessProbe: {httpGet: {path: /ready, port: 8080}}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from workload in cluster.Inventory.Workloads
            where workload.PodAnnotations.GetValueOrDefault(Annotation) == "false" && cluster.Injection.Of(workload) != SidecarState.NotInjected
            from container in workload.Containers
            from probe in container.Probes
            where probe.Kind == ContainerProbeKind.Http
            let port = PortOf(probe, container)
            where port is not null
            let finding = Check(cluster, workload, probe, port.Value, settings)
            where finding is not null
            select finding;
        return findings.OncePerPlace();
    }

    private static Diagnostic? Check(ClusterMesh cluster, KubernetesWorkload workload, ContainerProbe probe, int port, RuleSettings settings)
    {
        var subject = $"The {probe.Name} of {workload.Kind} '{workload.Key}'";
        var help = $"Take the annotation '{Annotation}' away, so that the probe is moved past the sidecar.";
        return StrangerRefusal.Of(cluster, workload, port) switch
        {
            { Mtls: { } mtls } => settings.Finding(
                probe.Location,
                $"{subject} is not rewritten and asks port {port} in plaintext, where the sidecar takes mutual TLS only.",
                help,
                [.. mtls.Reason]),
            { Authorization: { } authorization } => settings.Finding(
                probe.Location,
                $"{subject} is not rewritten and asks port {port} without an identity, which {authorization.Object} does not let in.",
                help,
                new RelatedLocation(authorization.Object.Location, "the policy")),
            _ => null,
        };
    }

    private static int? PortOf(ContainerProbe probe, WorkloadContainer container) =>
        int.TryParse(probe.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : container.Ports.FirstOrDefault(port => port.Name is not null && port.Name == probe.Port)?.Number;
}
