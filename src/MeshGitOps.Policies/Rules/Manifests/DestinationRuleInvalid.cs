using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A DestinationRule that Istio refuses, or takes with a warning.</summary>
public sealed class DestinationRuleInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-rule-invalid",
        "destination rule invalid",
        Severity.Error,
        """
        Istio refuses the DestinationRule, so clients use their defaults: no subset, no limit and no TLS of it applies.
        A VirtualService that names one of its subsets then sends requests to nobody (503).
        Names of subsets are unique DNS labels, and a traffic policy says at least one thing.
        Where Istio takes the object with a warning, the finding is a warning at most.
        Change the field that the finding names.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateDestinationRule in pkg/config/validation/validation.go of Istio, reported by istioctl as IST0106 and IST0133";

    public override ImmutableArray<string> Aliases => ["IST0106", "IST0133"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          subsets:
          - {name: v1, labels: {version: v1}}
          - {name: [|v1|], labels: {version: v2}}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          subsets:
          - {name: v1, labels: {version: v1}}
          - {name: v2, labels: {version: v2}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Once(cluster => cluster.DestinationRules, item => item.Object)
            .SelectMany(pair => DestinationRuleChecks.Of(pair.Item))
            .Select(refusal => refusal.ToFinding(settings));
}
