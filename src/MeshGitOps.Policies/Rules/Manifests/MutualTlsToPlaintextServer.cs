using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A DestinationRule with mutual TLS for a port on which the server has switched it off.</summary>
public sealed class MutualTlsToPlaintextServer : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "mutual-tls-to-plaintext-server",
        "mutual TLS to plaintext server",
        Severity.Error,
        """
        A DestinationRule with mode ISTIO_MUTUAL makes the sidecars of the clients begin every connection with a TLS handshake.
        Where a PeerAuthentication says DISABLE for the container port, the sidecar of the server hands that handshake to the application, which does not understand it.
        Without the DestinationRule's mode the clients would find out that the server takes plaintext.
        Set PERMISSIVE or STRICT in the PeerAuthentication, or take 'tls' out of the DestinationRule.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the mTLS policy conflict that istioctl analyze reported as IST0113 until it was retired; Istio's pilot/pkg/security/authn";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: db, namespace: shop}
        spec:
          selector: {matchLabels: {app: db}}
          portLevelMtls: {5432: {mode: DISABLE}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec: {selector: {app: db}, ports: [{name: tcp, port: 5432}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: shop}
        spec: {template: {metadata: {labels: {app: db}}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: db, namespace: shop}
        spec:
          host: db.shop.svc.cluster.local
          trafficPolicy: {tls: {mode: [|ISTIO_MUTUAL|]}}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: db, namespace: shop}
        spec:
          selector: {matchLabels: {app: db}}
          portLevelMtls: {5432: {mode: DISABLE}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec: {selector: {app: db}, ports: [{name: tcp, port: 5432}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: shop}
        spec: {template: {metadata: {labels: {app: db}}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: db, namespace: shop}
        spec:
          host: db.shop.svc.cluster.local
          trafficPolicy: {connectionPool: {tcp: {maxConnections: 100}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        var conflicts = MtlsConflict.AllOf(
            cluster,
            mode => mode == "ISTIO_MUTUAL",
            (workload, port) => cluster.Injection.Of(workload) != SidecarState.NotInjected && cluster.Mtls.Of(workload, port) is { Mode: MtlsMode.Disable });
        foreach (var conflict in conflicts)
        {
            yield return settings.Finding(
                conflict.Tls.Mode.Location,
                $"{conflict.Rule.Object} sets TLS mode ISTIO_MUTUAL for {conflict.Target}, whose sidecars take plaintext only.",
                "Set PERMISSIVE or STRICT in the PeerAuthentication, or take 'tls' out of the DestinationRule.",
                [.. cluster.Mtls.Of(conflict.Workload, conflict.ContainerPort)?.Reason ?? []]);
        }
    }
}
