using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Sidecar whose selector selects no workload of its namespace.</summary>
public sealed class SidecarSelectsNothing : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sidecar-selects-nothing",
        "sidecar selects nothing",
        Severity.Warning,
        """
        A Sidecar applies to the pods of its own namespace that have all labels of its selector.
        If there are none it does nothing: the pods that it was written for see the whole mesh, or what the default of the namespace says.
        It is reported where the manifests hold workloads of the namespace, and none of them matches.
        Write labels of the pod template, not those of the Deployment.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 (sidecar.SelectorAnalyzer)";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop, labels: {app: catalog-service}}
        spec:
          template:
            metadata: {labels: {app: catalog}}
            spec: {containers: [{name: catalog}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: catalog, namespace: shop}
        spec:
          workloadSelector: [|{labels: {app: catalog-service}}|]
          egress: [{hosts: ["./*"]}]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop, labels: {app: catalog-service}}
        spec:
          template:
            metadata: {labels: {app: catalog}}
            spec: {containers: [{name: catalog}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: catalog, namespace: shop}
        spec:
          workloadSelector: {labels: {app: catalog}}
          egress: [{hosts: ["./*"]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from sidecar in cluster.Sidecars
         let @namespace = sidecar.Object.Key.Namespace
         where !sidecar.SelectsAll
            && cluster.Workloads.In(@namespace).Count > 0
            && cluster.Workloads.Selected(@namespace, sidecar.Selector).Count == 0
         select settings.Finding(
             sidecar.SelectorNode?.Location ?? sidecar.Object.Location,
             $"{sidecar.Object} selects pods with '{string.Join(", ", sidecar.Selector.Select(label => $"{label.Key}: {label.Value}"))}', but no workload of namespace '{@namespace}' has these labels.",
             "Write labels of the pod template of a workload in that namespace.")).OncePerPlace();
}
