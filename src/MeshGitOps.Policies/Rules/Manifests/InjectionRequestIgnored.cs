using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A pod that asks for a sidecar and gets none.</summary>
public sealed class InjectionRequestIgnored : Rule
{
    private const string Key = SidecarInjection.InjectKey;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "injection-request-ignored",
        "injection request ignored",
        Severity.Warning,
        """
        The label 'sidecar.istio.io/inject: "true"' asks for a sidecar where the namespace says nothing.
        In a namespace with 'istio-injection: disabled' the webhook never sees the pod, and on the network of its node a pod gets none at all.
        The annotation of the same name can refuse a sidecar, but cannot ask for one: the webhook is called by labels only.
        The pod runs outside the mesh, without an identity, and nothing says so.
        Take 'istio-injection: disabled' away, or write the label instead of the annotation.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's pkg/kube/inject and the webhook selectors of its charts";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: disabled}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog, sidecar.istio.io/inject: [|"true"|]}}}}
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec: {template: {metadata: {labels: {app: catalog, sidecar.istio.io/inject: "true"}}}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from workload in cluster.Inventory.Workloads
            where cluster.Injection.Of(workload) == SidecarState.NotInjected
            let finding = Check(cluster, workload, settings)
            where finding is not null
            select finding;
        return findings.OncePerPlace();
    }

    private static Diagnostic? Check(ClusterMesh cluster, KubernetesWorkload workload, RuleSettings settings)
    {
        var subject = $"{workload.Kind} '{workload.Key}'";
        if (workload.PodLabels.GetValueOrDefault(Key) == "true")
        {
            return workload.UsesHostNetwork
                ? settings.Finding(PlaceOf(workload, "labels"), $"{subject} asks for a sidecar, but uses the network of its node and gets none.", "Take 'hostNetwork' or the label away.")
                : settings.Finding(
                    PlaceOf(workload, "labels"),
                    $"{subject} asks for a sidecar, but namespace '{workload.Key.Namespace}' refuses it.",
                    "Take 'istio-injection: disabled' off the Namespace.",
                    [.. RelatedTo(cluster.Injection.Namespace(workload.Key.Namespace))]);
        }

        return workload.PodAnnotations.GetValueOrDefault(Key) == "true" && !workload.PodLabels.ContainsKey(Key) && !workload.UsesHostNetwork
            ? settings.Finding(
                PlaceOf(workload, "annotations"),
                $"{subject} asks for a sidecar with an annotation, which Istio reads only where the namespace is injected.",
                $"Write it as a label of the pods: '{Key}: \"true\"'.")
            : null;
    }

    private static SourceLocation PlaceOf(KubernetesWorkload workload, string list) =>
        workload.PodMetadata.Mapping(list).LocatedText(Key)?.Location ?? workload.Location;

    private static IEnumerable<RelatedLocation> RelatedTo(KubernetesNamespace? item) =>
        item is null ? [] : [new RelatedLocation(item.Location, "the Namespace")];
}
