using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A DestinationRule with mutual TLS for pods that have no sidecar to take it.</summary>
public sealed class ServerWithoutSidecar : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "server-without-sidecar",
        "server without sidecar",
        Severity.Error,
        """
        A DestinationRule with mode ISTIO_MUTUAL makes the sidecars of the clients begin every connection with a TLS handshake of the mesh.
        Pods without a sidecar do not understand it, so every call to them fails.
        A pod has none if it or its namespace refuses the injection, or if it uses the network of its node.
        Where the namespace merely has no label for injection the finding is a warning, as something else may set it.
        Inject the server, set mode DISABLE for its host, or take 'tls' out of the DestinationRule: without it the clients find out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "what istioctl analyze reported as IST0115 until it was retired; Istio's pkg/kube/inject";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: legacy, namespace: shop}
        spec: {selector: {app: legacy}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: legacy, namespace: shop}
        spec: {template: {metadata: {labels: {app: legacy, sidecar.istio.io/inject: "false"}}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: legacy, namespace: shop}
        spec:
          host: legacy
          trafficPolicy: {tls: {mode: [|ISTIO_MUTUAL|]}}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: legacy, namespace: shop}
        spec: {selector: {app: legacy}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: legacy, namespace: shop}
        spec: {template: {metadata: {labels: {app: legacy, sidecar.istio.io/inject: "false"}}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: legacy, namespace: shop}
        spec:
          host: legacy
          trafficPolicy: {tls: {mode: DISABLE}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        var conflicts = MtlsConflict.AllOf(
            cluster,
            mode => mode == "ISTIO_MUTUAL",
            (workload, _) => cluster.Injection.Of(workload) == SidecarState.NotInjected);
        foreach (var conflict in conflicts)
        {
            yield return settings.FindingAtMost(
                cluster.Injection.IsRefused(conflict.Workload) ? Severity.Error : Severity.Warning,
                conflict.Tls.Mode.Location,
                $"{conflict.Rule.Object} sets TLS mode ISTIO_MUTUAL for {conflict.Target}, but {conflict.Workload.Kind} '{conflict.Workload.Key}' behind it has no sidecar.",
                "Inject the server, set mode DISABLE for this host, or take 'tls' out.",
                new RelatedLocation(conflict.Workload.Location, "the workload without a sidecar"));
        }
    }
}
