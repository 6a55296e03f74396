using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A field that the kind of an Istio object does not have.</summary>
public sealed class IstioFieldUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-field-unknown",
        "Istio field unknown",
        Severity.Error,
        """
        The API server refuses the object, or, with the validation of clients switched off, drops the field without a word.
        What the field was to say does not happen: a misspelt 'mtls' leaves plain text open, a misspelt 'subset' sends requests to every version.
        Write the field as the reference of the kind spells it; 'fix' corrects it where only one name is near.
        A field of a release that is newer than this tool is reported as well: allow it in a policy file.
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
          [|mtsl|]: {mode: STRICT}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec:
          mtls: {mode: STRICT}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Fleet.Shapes.SelectMany(shape => shape.Findings.UnknownFields).Select(settings.Adopt);
}
