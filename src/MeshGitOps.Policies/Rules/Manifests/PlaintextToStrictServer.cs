using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A DestinationRule without mutual TLS for a server that takes nothing else.</summary>
public sealed class PlaintextToStrictServer : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "plaintext-to-strict-server",
        "plaintext to strict server",
        Severity.Error,
        """
        A DestinationRule with mode DISABLE makes the sidecars of the clients send plaintext, one with SIMPLE makes them send TLS without a certificate of theirs.
        A sidecar whose PeerAuthentication says STRICT takes mutual TLS only and closes every such connection.
        Settings of a port replace those of the host, and a PeerAuthentication may except single container ports: both are taken into account.
        Set mode ISTIO_MUTUAL, or take 'tls' out of the DestinationRule: without it the sidecars find out what the server takes.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the mTLS policy conflict that istioctl analyze reported as IST0113 until it was retired; Istio's pilot/pkg/security/authn";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy: {tls: {mode: [|DISABLE|]}}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        var conflicts = MtlsConflict.AllOf(
            cluster,
            mode => mode is "DISABLE" or "SIMPLE",
            (workload, port) => cluster.Injection.Of(workload) != SidecarState.NotInjected && cluster.Mtls.Of(workload, port) is { Mode: MtlsMode.Strict });
        foreach (var conflict in conflicts)
        {
            var mode = conflict.Tls.Mode;
            yield return settings.Finding(
                mode.Location,
                $"{conflict.Rule.Object} sets TLS mode {mode.Value} for {conflict.Target}, whose sidecars take mutual TLS only.",
                "Set 'mode: ISTIO_MUTUAL', or take 'tls' out.",
                [.. cluster.Mtls.Of(conflict.Workload, conflict.ContainerPort)?.Reason ?? []]) with
            {
                Fix = SuggestedFix.Unsafe("Set mode ISTIO_MUTUAL.", YamlEdits.Replace(mode.Location, "ISTIO_MUTUAL")),
            };
        }
    }
}
