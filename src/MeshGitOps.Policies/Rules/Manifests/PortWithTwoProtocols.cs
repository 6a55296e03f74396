using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Services that lead to one port of a workload as HTTP and as something else.</summary>
public sealed class PortWithTwoProtocols : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "port-with-two-protocols",
        "port with two protocols",
        Severity.Warning,
        """
        A sidecar opens each port of its workload once, with the protocol of one of the Services that lead there: HTTP, or plain connections.
        Where one Service says HTTP and another one TCP, it is chance which of them counts: routes and policies for HTTP come and go.
        Istio's analyzer reports the same number with TCP and UDP under this code; that is fine in a mesh, which carries TCP only, and is not reported here.
        Say the same protocol in the names of all ports that lead to one port of the pods.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0116 and Istio's requirements for applications";

    public override ImmutableArray<string> Aliases => ["IST0116"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog-raw, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: [|tcp|], port: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog-raw, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http-raw, port: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    /// <summary>Whether one of two ports is HTTP and the other one is not, where both say what they are.</summary>
    internal static bool Contradict(KubernetesServicePort first, KubernetesServicePort second) =>
        PortProtocol.Of(first).Protocol is { } protocol
        && PortProtocol.Of(second).Protocol is { } other
        && protocol.IsHttp() != other.IsHttp();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var workload in cluster.Inventory.Workloads.Where(workload => cluster.Injection.Of(workload) != SidecarState.NotInjected))
        {
            var first = new Dictionary<int, (ServedPort Use, MeshProtocol Protocol)>();
            foreach (var use in ServedPorts.Of(cluster, workload))
            {
                if (PortProtocol.Of(use.Port).Protocol is not { } protocol
                    || first.TryAdd(use.ContainerPort, (use, protocol))
                    || first[use.ContainerPort].Protocol.IsHttp() == protocol.IsHttp())
                {
                    continue;
                }

                var other = first[use.ContainerPort];
                if (!reported.Add(use.Port.Location))
                {
                    continue;
                }

                yield return settings.Finding(
                    use.Port.Location,
                    $"Port {use.Port.Number} of Service '{use.Service.Key}' leads to port {use.ContainerPort} of {workload.Kind} '{workload.Key}' as {protocol.ToIstio()}, "
                    + $"but port {other.Use.Port.Number} of Service '{other.Use.Service.Key}' as {other.Protocol.ToIstio()}.",
                    "Say the same protocol in both names.",
                    new RelatedLocation(other.Use.Port.Location, "the other port"));
            }
        }
    }
}
