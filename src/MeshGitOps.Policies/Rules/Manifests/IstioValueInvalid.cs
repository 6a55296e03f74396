using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A value of the wrong type, an unknown or missing one, in an Istio object.</summary>
public sealed class IstioValueInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-value-invalid",
        "Istio value invalid",
        Severity.Error,
        """
        The API server refuses the object, so nothing of it applies, and the delivery of its folder fails.
        Numbers and booleans have no quotes, names and durations are strings, and words of a list are written exactly as it has them.
        Of fields that exclude each other one is written.
        Change the value that the finding names; 'fix' corrects a word where only one is near.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the CustomResourceDefinitions of Istio, reported by istioctl as IST0106";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec:
          mtls: {mode: [|strict|]}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec:
          mtls: {mode: STRICT}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Fleet.Shapes.SelectMany(shape => shape.Findings.InvalidValues).Select(settings.Adopt);
}
