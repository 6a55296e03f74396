using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A value of an annotation that the injector refuses.</summary>
public sealed class IstioAnnotationValueInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-annotation-value-invalid",
        "Istio annotation value invalid",
        Severity.Error,
        """
        The injector refuses the pod, so the workload gets no new pods at all.
        Ports and ranges stand in one string with commas between them; numbers and booleans are in quotes.
        Change the value that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "AnnotationValidation in pkg/kube/inject/validate.go of Istio, reported by istioctl as IST0125";

    public override ImmutableArray<string> Aliases => ["IST0125"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: catalog
          namespace: shop
          annotations:
            traffic.sidecar.istio.io/excludeInboundPorts: [|http|]
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: catalog
          namespace: shop
          annotations:
            traffic.sidecar.istio.io/excludeInboundPorts: "9090"
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var use in AnnotationUse.AllOf(context))
        {
            // A value that is no string is refused by the API server, and misplaced annotations are read by nobody.
            if (IstioAnnotations.Find(use.Key.Value) is { } annotation
                && use.Value is YamlScalar value
                && (annotation.Kinds.IsEmpty || use.Kind is null || annotation.Kinds.Contains(use.Kind, StringComparer.Ordinal))
                && AnnotationValues.Expected(annotation.Value, value.Value) is { } expected)
            {
                yield return settings.Finding(
                    value.Location,
                    $"The annotation '{annotation.Name}' of {use.Place} must be {expected}, but is '{Shown.Of(value.Value)}'.");
            }
        }
    }
}
