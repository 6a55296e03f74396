using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A PeerAuthentication that Istio refuses, or takes with a warning.</summary>
public sealed class PeerAuthenticationInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "peer-authentication-invalid",
        "peer authentication invalid",
        Severity.Error,
        """
        Istio refuses the PeerAuthentication, so the mTLS mode of the level above applies: often PERMISSIVE where STRICT was meant.
        Settings of single ports need a selector, and their keys are container ports from 1 to 65535.
        Labels of the selector are compared as they are, without wildcards.
        Where Istio takes the object with a warning, the finding is a warning at most.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidatePeerAuthentication in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106 and IST0133";

    public override ImmutableArray<string> Aliases => ["IST0106", "IST0133"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: metrics, namespace: shop}
        spec:
          mtls: {mode: STRICT}
          [|portLevelMtls|]:
            9090: {mode: PERMISSIVE}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: metrics, namespace: shop}
        spec:
          selector: {matchLabels: {app: catalog}}
          mtls: {mode: STRICT}
          portLevelMtls:
            9090: {mode: PERMISSIVE}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.PeerAuthentications, item => item.Object)
            .SelectMany(pair => PeerAuthenticationChecks.Of(pair.Item))
            .Select(refusal => refusal.ToFinding(settings));
}
