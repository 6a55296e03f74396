using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A namespace with workloads of which nothing says whether they get sidecars.</summary>
public sealed class NamespaceWithoutInjectionLabel : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "namespace-without-injection-label",
        "namespace without injection label",
        Severity.Info,
        """
        Pods get a sidecar if their namespace has the label 'istio-injection: enabled' or 'istio.io/rev', and none without it.
        A Namespace with workloads and without such a label was forgotten or left out on purpose, and nobody can tell which.
        Members of a GlobalNamespace are left to the planner, for which it is an error (MGO3027).
        Set 'istio-injection: enabled', or 'istio-injection: disabled' to say that it is on purpose.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0102 and the webhook selectors of Istio's charts";

    public override ImmutableArray<string> Aliases => ["IST0102"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: [|shop|]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog}}}}
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
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
            where !cluster.MeshConfig.InjectsByDefault && cluster.Plan?.Settings.InjectionMode is null or not InjectionMode.None
            from item in UnlabelledNamespaces.In(cluster, context.Specs.Mesh)
            select settings.Finding(
                item.Location,
                $"Namespace '{item.Name}' has workloads, but no label that says whether they get sidecars.",
                "Set 'istio-injection: enabled', or 'disabled' if it is on purpose.");
        return findings.OncePerPlace();
    }
}
