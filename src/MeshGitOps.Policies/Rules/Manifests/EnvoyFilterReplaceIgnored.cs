using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A patch that is to replace something other than a filter.</summary>
public sealed class EnvoyFilterReplaceIgnored : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "envoy-filter-replace-ignored",
        "envoy filter replace ignored",
        Severity.Error,
        """
        Istio carries out the operation REPLACE for HTTP_FILTER and NETWORK_FILTER only, so elsewhere the patch does nothing.
        What was to be replaced stays as Istio made it, and nobody is told.
        Write MERGE for what is to change, or REMOVE and ADD.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0152 and applyTo of the page 'Envoy Filter' of Istio";

    public override ImmutableArray<string> Aliases => ["IST0152"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: routes, namespace: shop}
        spec:
          configPatches:
          - applyTo: CLUSTER
            patch: {operation: [|REPLACE|], value: {name: a}}
        """,
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: routes, namespace: shop}
        spec:
          configPatches:
          - applyTo: CLUSTER
            patch: {operation: MERGE, value: {name: a}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        EnvoyPatch.AllOf(context)
            .Where(patch => patch is { Operation.Value: "REPLACE", ApplyTo: not ("HTTP_FILTER" or "NETWORK_FILTER") })
            .Select(patch => settings.Finding(
                patch.Operation.Location,
                $"{patch.Filter} has the operation REPLACE for '{Shown.Of(patch.ApplyTo)}', but it is for HTTP_FILTER and NETWORK_FILTER only.",
                "Write MERGE, or REMOVE and ADD."));
}
