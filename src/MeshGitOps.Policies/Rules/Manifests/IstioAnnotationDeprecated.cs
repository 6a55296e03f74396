using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An annotation that Istio gives up.</summary>
public sealed class IstioAnnotationDeprecated : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-annotation-deprecated",
        "Istio annotation deprecated",
        Severity.Info,
        """
        A later release of Istio passes over the annotation, and what it said no longer holds after the upgrade.
        Write what takes its place while both work.
        The label 'sidecar.istio.io/inject' has taken the place of the annotation; written beside it, the annotation is not reported.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0135 and annotation/annotations.yaml of istio.io/api";

    public override ImmutableArray<string> Aliases => ["IST0135"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: catalog
          namespace: shop
          annotations:
            [|sidecar.istio.io/inject|]: "false"
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: catalog
          namespace: shop
          labels:
            sidecar.istio.io/inject: "false"
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var use in AnnotationUse.AllOf(context))
        {
            if (IstioAnnotations.Find(use.Key.Value) is { IsDeprecated: true } annotation && use.Labels?[annotation.Name] is null)
            {
                yield return settings.Finding(
                    use.Key.Location,
                    $"The annotation '{annotation.Name}' of {use.Place} is deprecated.",
                    annotation.Instead);
            }
        }
    }
}
