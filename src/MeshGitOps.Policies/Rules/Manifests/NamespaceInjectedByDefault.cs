using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A namespace without a label, in a cluster whose installation injects every namespace.</summary>
public sealed class NamespaceInjectedByDefault : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "namespace-injected-by-default",
        "namespace injected by default",
        Severity.Info,
        """
        With 'enableNamespacesByDefault' the webhook injects every namespace that does not refuse it.
        Whether a Namespace is in the mesh then depends on a setting of the installation, which differs between clusters and is easily lost in an upgrade.
        Set 'istio-injection: enabled' or 'disabled', so that the Namespace says it itself.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0148 and sidecarInjectorWebhook.enableNamespacesByDefault of Istio's charts";

    public override ImmutableArray<string> Aliases => ["IST0148"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data:
          values: '{"sidecarInjectorWebhook": {"enableNamespacesByDefault": true}}'
        ---
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
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data:
          values: '{"sidecarInjectorWebhook": {"enableNamespacesByDefault": true}}'
        ---
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
            where cluster.MeshConfig.InjectsByDefault
            from item in UnlabelledNamespaces.In(cluster, context.Specs.Mesh)
            select settings.Finding(
                item.Location,
                $"Namespace '{item.Name}' is injected only because the installation of cluster '{cluster.Name}' injects every namespace.",
                "Set 'istio-injection: enabled', or 'disabled' to keep it out.",
                [.. cluster.MeshConfig.InjectsByDefaultLocation is { } location ? new[] { new RelatedLocation(location, "the installation says so here") } : []]);
        return findings.OncePerPlace();
    }
}
