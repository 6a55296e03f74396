using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Sidecar for pods in ambient mode, which have none.</summary>
public sealed class SidecarInAmbientNamespace : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sidecar-in-ambient-namespace",
        "sidecar in ambient namespace",
        Severity.Warning,
        """
        A Sidecar configures sidecar proxies, and pods in ambient mode have none.
        Ztunnel and waypoints ignore it: neither its egress hosts nor its outboundTrafficPolicy hold for these pods.
        Remove it, or label the workloads that shall have a sidecar.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0167";

    public override ImmutableArray<string> Aliases => ["IST0167"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: [|default|], namespace: shop}
        spec:
          egress: [{hosts: ["./*"]}]
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: shop}
        spec:
          egress: [{hosts: ["./*"]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var ambient = AmbientNamespaces.Of(cluster).ToHashSet(StringComparer.Ordinal);
        var injected = cluster.Inventory.Workloads
            .Where(workload => ambient.Contains(workload.Key.Namespace) && cluster.Injection.Of(workload) == SidecarState.Injected)
            .Select(workload => workload.Key.Namespace)
            .ToHashSet(StringComparer.Ordinal);
        return from sidecar in cluster.Sidecars
               let @namespace = sidecar.Object.Key.Namespace
               where ambient.Contains(@namespace) && !injected.Contains(@namespace)
               select settings.Finding(
                   sidecar.Object.Location,
                   $"{sidecar.Object} has no effect, because the pods of namespace '{@namespace}' are in ambient mode.",
                   "Remove it, or label the workloads that shall have a sidecar with 'sidecar.istio.io/inject: \"true\"'.");
    }
}
