using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An annotation of Istio on an object where nothing reads it.</summary>
public sealed class IstioAnnotationMisplaced : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-annotation-misplaced",
        "Istio annotation misplaced",
        Severity.Warning,
        """
        Istio reads most annotations of pods only, so the same line in the metadata of a Deployment or Namespace does nothing.
        A port that was to bypass the sidecar does not, and nobody is told.
        Write it where Istio reads it: for pods in 'spec.template.metadata.annotations'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0107 and annotation/annotations.yaml of istio.io/api";

    public override ImmutableArray<string> Aliases => ["IST0107"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: catalog
          namespace: shop
          annotations:
            [|traffic.sidecar.istio.io/excludeInboundPorts|]: "9090"
        spec:
          selector: {matchLabels: {app: catalog}}
          template:
            metadata: {labels: {app: catalog}}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          template:
            metadata:
              labels: {app: catalog}
              annotations:
                traffic.sidecar.istio.io/excludeInboundPorts: "9090"
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var use in AnnotationUse.AllOf(context))
        {
            if (use.Kind is { } kind
                && IstioAnnotations.Find(use.Key.Value) is { Kinds.IsEmpty: false } annotation
                && !annotation.Kinds.Contains(kind, StringComparer.Ordinal))
            {
                yield return settings.Finding(
                    use.Key.Location,
                    $"The annotation '{annotation.Name}' has no effect on {use.Place}: Istio reads it on a {annotation.Kinds[0]}.",
                    annotation.Kinds[0] == "Pod" && use.Object.Spec?["template"] is not null
                        ? "Write it in 'spec.template.metadata.annotations'."
                        : null);
            }
        }
    }
}
