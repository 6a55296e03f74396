using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A gateway whose image the injection would fill in, where nothing is injected.</summary>
public sealed class ImageAutoWithoutInjection : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "image-auto-without-injection",
        "image auto without injection",
        Severity.Error,
        """
        A container 'istio-proxy' with 'image: auto' is a gateway whose image and configuration the injection webhook fills in.
        Where the pod is not injected the kubelet looks for an image of the name 'auto' and never finds it.
        Where the namespace merely has no label for injection the finding is a warning, as something else may set it.
        Give the pod the label 'sidecar.istio.io/inject: "true"', and take 'istio-injection: disabled' off its Namespace.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0146 and IST0147, and Istio's page on installing gateways";

    public override ImmutableArray<string> Aliases => ["IST0146", "IST0147"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: edge, labels: {istio-injection: disabled}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: gateway, namespace: edge}
        spec:
          template:
            metadata: {labels: {istio: gateway}}
            spec:
              containers: [{name: istio-proxy, image: [|auto|]}]
        """,
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: edge}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: gateway, namespace: edge}
        spec:
          template:
            metadata: {labels: {istio: gateway, sidecar.istio.io/inject: "true"}}
            spec:
              containers: [{name: istio-proxy, image: auto}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from workload in cluster.Inventory.Workloads
            from container in workload.Containers
            let image = container.Image
            where image is { Value: "auto" } && container.Name == "istio-proxy" && cluster.Injection.Of(workload) == SidecarState.NotInjected
            select settings.FindingAtMost(
                cluster.Injection.IsRefused(workload) ? Severity.Error : Severity.Warning,
                image.Location,
                $"{workload.Kind} '{workload.Key}' leaves its image to the injection, but is not injected.",
                $"Give the pods the label '{SidecarInjection.InjectKey}: \"true\"', and take 'istio-injection: disabled' off the Namespace.");
        return findings.OncePerPlace();
    }
}
