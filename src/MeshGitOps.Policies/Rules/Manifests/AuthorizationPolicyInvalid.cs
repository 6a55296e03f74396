using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An AuthorizationPolicy that Istio refuses, or takes with a warning.</summary>
public sealed class AuthorizationPolicyInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "authorization-policy-invalid",
        "authorization policy invalid",
        Severity.Error,
        """
        Istio refuses the AuthorizationPolicy, so what it forbids stays allowed and what it allows stays forbidden.
        DENY and CUSTOM need rules; CUSTOM needs a provider, and only CUSTOM has one.
        'from', 'to', 'source' and 'operation' hold what they match; leave them out where everything is meant.
        In principals, hosts, methods and paths a '*' is a wildcard at one end only; elsewhere it is a letter, so the value matches next to nothing: that is a warning.
        Where Istio takes the object with a warning, the finding is a warning at most.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateAuthorizationPolicy in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106 and IST0133";

    public override ImmutableArray<string> Aliases => ["IST0106", "IST0133"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          action: DENY
          rules:
          - from:
            - [|source|]: {}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          action: DENY
          rules:
          - from:
            - source: {namespaces: [test]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.AuthorizationPolicies, item => item.Object)
            .SelectMany(pair => AuthorizationPolicyChecks.Of(pair.Item.Object))
            .Select(refusal => refusal.ToFinding(settings));
}
