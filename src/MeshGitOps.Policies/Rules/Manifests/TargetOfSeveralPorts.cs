using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Services that lead to one port of a workload under different numbers.</summary>
public sealed class TargetOfSeveralPorts : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "target-of-several-ports",
        "target of several ports",
        Severity.Info,
        """
        Two Services lead to one port of the same pods, under different numbers of their own.
        The sidecar opens the port once and takes its settings from one of the two: telemetry, protocol and what a policy says about the Service's port may be those of the other one.
        It works as long as the two Services agree about everything else.
        Give both Services the same number, or keep one of them.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0137, a warning there";

    public override ImmutableArray<string> Aliases => ["IST0137"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog-internal, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: [|http|], port: 8000, targetPort: 8080}]}
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
        metadata: {name: catalog-internal, namespace: shop}
        spec: {selector: {app: catalog}, ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Check(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, RuleSettings settings)
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var workload in cluster.Inventory.Workloads.Where(workload => cluster.Injection.Of(workload) != SidecarState.NotInjected))
        {
            var first = new Dictionary<int, ServedPort>();
            foreach (var use in ServedPorts.Of(cluster, workload))
            {
                if (first.TryAdd(use.ContainerPort, use)
                    || first[use.ContainerPort] is var other && (other.Port.Number == use.Port.Number || other.Service.Key == use.Service.Key))
                {
                    continue;
                }

                if (PortWithTwoProtocols.Contradict(use.Port, other.Port) || !reported.Add(use.Port.Location))
                {
                    continue;
                }

                yield return settings.Finding(
                    use.Port.Location,
                    $"Port {use.Port.Number} of Service '{use.Service.Key}' leads to port {use.ContainerPort} of {workload.Kind} '{workload.Key}', "
                    + $"as does port {other.Port.Number} of Service '{other.Service.Key}'.",
                    "Give both Services the same number, or keep one of them.",
                    new RelatedLocation(other.Port.Location, "the other port"));
            }
        }
    }
}
