using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A PeerAuthentication that excepts the port of a Service where that of the pods counts.</summary>
public sealed class MtlsExceptionForServicePort : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "mtls-exception-for-service-port",
        "mTLS exception for service port",
        Severity.Warning,
        """
        'portLevelMtls' of a PeerAuthentication goes by the ports that the pods listen on, not by those of the Service.
        With the number of a Service whose 'targetPort' is another one the exception counts for nothing: the callers in plaintext that it was written for are refused under STRICT, and what it was to close stays open under PERMISSIVE.
        Write the port of the container.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's PeerAuthentication reference and ComposePeerAuthentication in pilot/pkg/security/authn";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: catalog, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          mtls: {mode: STRICT}
          portLevelMtls: {[|80|]: {mode: PERMISSIVE}}
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
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: catalog, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          mtls: {mode: STRICT}
          portLevelMtls: {8080: {mode: PERMISSIVE}}
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
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from item in PolicyTarget.Of(cluster, cluster.PeerAuthentications.Where(policy => !policy.SelectsAll), policy => policy)
            from port in PeerPolicy.Of(item.Policy).Ports
            let uses = item.Target.ServicePortInstead(port.Key).ToList()
            where uses.Count > 0
            select settings.Finding(
                port.Value.Location,
                $"{item.Policy.Object} excepts port {port.Key} of Service '{uses[0].Service.Key}', whose pods listen on {uses[0].ContainerPort}.",
                $"Write {uses[0].ContainerPort.ToString(CultureInfo.InvariantCulture)}: the exception goes by the port of the pod.",
                new RelatedLocation(uses[0].Port.Location, $"the port of Service '{uses[0].Service.Key}'"));
        return findings.OncePerPlace();
    }
}
