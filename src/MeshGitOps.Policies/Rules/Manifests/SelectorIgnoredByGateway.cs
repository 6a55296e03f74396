using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A policy that selects a gateway of the Gateway API by labels.</summary>
public sealed class SelectorIgnoredByGateway : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "selector-ignored-by-gateway",
        "selector ignored by gateway",
        Severity.Warning,
        """
        Istio passes a policy with a selector over for pods that it runs for a Gateway of gateway.networking.k8s.io.
        The gateway lets requests in that the policy was to refuse.
        Name the Gateway in 'targetRefs' instead.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0166";

    public override ImmutableArray<string> Aliases => ["IST0166"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop-istio, namespace: shop}
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop, gateway.networking.k8s.io/gateway-name: shop}}
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: internal, namespace: shop}
        spec:
          [|selector|]: {matchLabels: {app: shop}}
          action: DENY
          rules: [{to: [{operation: {paths: [/internal]}}]}]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop-istio, namespace: shop}
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop, gateway.networking.k8s.io/gateway-name: shop}}
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: internal, namespace: shop}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: shop}]
          action: DENY
          rules: [{to: [{operation: {paths: [/internal]}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            foreach (var policy in Policies(cluster).Where(policy => !policy.SelectsAll && !policy.HasTargetReference))
            {
                var gateway = cluster.Workloads.Selected(policy.Object.Key.Namespace, policy.Selector)
                    .Select(workload => workload.PodLabels.GetValueOrDefault(GatewayName))
                    .FirstOrDefault(name => name is not null);
                var place = policy.Object.Spec!.KeyLocation("selector");
                if (gateway is not null && places.Add((place.Path, place.Span.Start)))
                {
                    yield return settings.Finding(
                        place,
                        $"{policy.Object} selects the pods of the Gateway '{Shown.Of(gateway)}' by labels, which Istio passes over.",
                        $"Write 'targetRefs: [{{group: gateway.networking.k8s.io, kind: Gateway, name: {Shown.Of(gateway)}}}]'.");
                }
            }
        }
    }

    private const string GatewayName = "gateway.networking.k8s.io/gateway-name";

    private static IEnumerable<WorkloadPolicy> Policies(ClusterMesh cluster) =>
    [
        .. cluster.AuthorizationPolicies,
        .. cluster.RequestAuthentications,
        .. cluster.Telemetries,
        .. cluster.OfKind(IstioApi.Extensions, "WasmPlugin").Select(WorkloadPolicy.Read),
    ];
}
