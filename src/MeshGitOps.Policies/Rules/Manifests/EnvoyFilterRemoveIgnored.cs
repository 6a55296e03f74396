using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A patch that is to remove routes, which Envoy takes as a whole.</summary>
public sealed class EnvoyFilterRemoveIgnored : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "envoy-filter-remove-ignored",
        "envoy filter remove ignored",
        Severity.Error,
        """
        Istio passes over the operation REMOVE for ROUTE_CONFIGURATION and HTTP_ROUTE, so the patch does nothing.
        Routes are changed with MERGE, or with a VirtualService.
        Write an operation that applies, or take the patch out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0154 and applyTo of the page 'Envoy Filter' of Istio";

    public override ImmutableArray<string> Aliases => ["IST0154"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: routes, namespace: shop}
        spec:
          configPatches:
          - applyTo: HTTP_ROUTE
            patch: {operation: [|REMOVE|], value: {name: a}}
        """,
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: routes, namespace: shop}
        spec:
          configPatches:
          - applyTo: HTTP_ROUTE
            patch: {operation: MERGE, value: {name: a}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        EnvoyPatch.AllOf(context)
            .Where(patch => patch is { Operation.Value: "REMOVE", IsForRoutes: true })
            .Select(patch => settings.Finding(
                patch.Operation.Location,
                $"{patch.Filter} has the operation REMOVE for '{patch.ApplyTo}', where Istio passes over it.",
                "Write MERGE, or route with a VirtualService."));
}
