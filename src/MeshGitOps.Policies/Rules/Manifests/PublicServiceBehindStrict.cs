using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A LoadBalancer or NodePort whose pods take mutual TLS only.</summary>
public sealed class PublicServiceBehindStrict : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "public-service-behind-strict",
        "public service behind strict",
        Severity.Error,
        """
        Callers of a LoadBalancer or NodePort come from outside the mesh, with plaintext or TLS of their own, and no certificate of the mesh.
        A sidecar whose PeerAuthentication says STRICT refuses all of them.
        In the member namespaces of a GlobalNamespace the planner reports it (MGO3025).
        Make it a ClusterIP behind the ingress gateway, or except the container port with mode PERMISSIVE.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's mutual TLS migration guide; the published Service of Pac-Man under STRICT";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {type: [|LoadBalancer|], selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web}}}}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from service in cluster.Inventory.Services
            where service is { Type: KubernetesServiceType.LoadBalancer or KubernetesServiceType.NodePort, Selector.IsEmpty: false }
                && !cluster.Mtls.OfNamespace(service.Key.Namespace).Any(policy => policy.IsPlanned)
            let finding = Check(cluster, service, settings)
            where finding is not null
            select finding;
        return findings.OncePerPlace();
    }

    private static Diagnostic? Check(ClusterMesh cluster, KubernetesService service, RuleSettings settings)
    {
        var closed =
            from workload in cluster.Workloads.Selected(service.Key.Namespace, service.Selector)
            where !IsGateway(workload) && cluster.Injection.Of(workload) != SidecarState.NotInjected
            from port in service.Ports
            where port.TransportProtocol == "TCP"
            from containerPort in port.ContainerPortsIn([workload])
            let mtls = cluster.Mtls.Of(workload, containerPort)
            where mtls is { Mode: MtlsMode.Strict }
            select settings.Finding(
                service.TypeLocation,
                $"Service '{service.Key}' is of type {service.Type}, but its pods refuse callers from outside the mesh at port {port.Number} (STRICT).",
                "Make it a ClusterIP behind the ingress gateway, or except the container port with mode PERMISSIVE.",
                [.. mtls.Value.Reason]);
        return closed.FirstOrDefault();
    }

    /// <summary>A proxy without an application: PeerAuthentication does not count for what its Gateway objects open.</summary>
    private static bool IsGateway(KubernetesWorkload workload) =>
        workload.Containers.Any(container => container.Name == "istio-proxy")
        || workload.PodLabels.ContainsKey("istio")
        || workload.PodLabels.ContainsKey("gateway.networking.k8s.io/gateway-name");
}
