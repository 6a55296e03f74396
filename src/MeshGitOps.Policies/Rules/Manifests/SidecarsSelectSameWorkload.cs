using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two Sidecars of a namespace whose selectors select the same pods.</summary>
public sealed class SidecarsSelectSameWorkload : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sidecars-select-same-workload",
        "sidecars select same workload",
        Severity.Error,
        """
        A pod has one Sidecar.
        Where several select it, Istio takes the older one: what the pod sees and where it listens depends on the order of creation, and differs between clusters.
        Two Sidecars with the same selector always meet; others meet where a workload in the manifests has the labels of both.
        Make one Sidecar of the two, or select other labels.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0110 (sidecar.SelectorAnalyzer)";

    public override ImmutableArray<string> Aliases => ["IST0110"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: catalog, tier: backend}}
            spec: {containers: [{name: catalog}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: backend, namespace: shop}
        spec:
          workloadSelector: {labels: {tier: backend}}
          egress: [{hosts: ["./*"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: catalog, namespace: shop}
        spec:
          workloadSelector: [|{labels: {app: catalog}}|]
          egress: [{hosts: ["./*", "billing/*"]}]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: catalog, tier: backend}}
            spec: {containers: [{name: catalog}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: catalog, namespace: shop}
        spec:
          workloadSelector: {labels: {app: catalog}}
          egress: [{hosts: ["./*", "billing/*"]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var bySelector = new Dictionary<(string Namespace, string Labels), WorkloadPolicy>();
        var byWorkload = new Dictionary<(string Namespace, string Kind, string Name), WorkloadPolicy>();
        foreach (var sidecar in cluster.Sidecars.Where(sidecar => !sidecar.SelectsAll).DistinctBy(sidecar => sidecar.Object.Key))
        {
            var @namespace = sidecar.Object.Key.Namespace;
            var labels = string.Join(", ", sidecar.Selector.Select(label => $"{label.Key}: {label.Value}"));
            if (!bySelector.TryAdd((@namespace, labels), sidecar))
            {
                yield return FindingOf(settings, sidecar, bySelector[(@namespace, labels)], $"pods with '{labels}'");
                continue;
            }

            (WorkloadPolicy Other, string What)? met = null;
            foreach (var workload in cluster.Workloads.Selected(@namespace, sidecar.Selector))
            {
                if (!byWorkload.TryAdd((@namespace, workload.Kind, workload.Key.Name), sidecar))
                {
                    met ??= (byWorkload[(@namespace, workload.Kind, workload.Key.Name)], $"{workload.Kind} '{workload.Key}'");
                }
            }

            if (met is var (other, what))
            {
                yield return FindingOf(settings, sidecar, other, what);
            }
        }
    }

    private static Diagnostic FindingOf(RuleSettings settings, WorkloadPolicy sidecar, WorkloadPolicy other, string what) => settings.Finding(
        sidecar.SelectorNode?.Location ?? sidecar.Object.Location,
        $"{sidecar.Object} and {other.Object} both select {what}, and only the older one counts.",
        "Make one Sidecar of the two, or select other labels.",
        new RelatedLocation(other.SelectorNode?.Location ?? other.Object.Location, $"{other.Object}"));
}
