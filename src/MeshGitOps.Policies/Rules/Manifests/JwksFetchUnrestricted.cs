using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A control plane that fetches keys from any address.</summary>
public sealed class JwksFetchUnrestricted : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "jwks-fetch-unrestricted",
        "jwks fetch unrestricted",
        Severity.Warning,
        """
        istiod fetches the keys of a RequestAuthentication from its 'jwksUri', whoever wrote it.
        Who may write one can make istiod call addresses inside of the cluster and of the cloud, and read from its errors what answers there.
        Write the ranges that it must not call into the environment variable BLOCKED_CIDRS_IN_JWKS_URIS of istiod.
        Nothing is reported where the manifests do not hold the Deployment of istiod.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "pkg/config/analysis/analyzers/authn/blockedcidrs.go of Istio, reported by istioctl as IST0175";

    public override ImmutableArray<string> Aliases => ["IST0175"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: [|istiod|], namespace: istio-system}
        spec:
          selector: {matchLabels: {app: istiod}}
          template:
            metadata: {labels: {app: istiod}}
            spec: {containers: [{name: discovery}]}
        ---
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: users, namespace: shop}
        spec: {jwtRules: [{issuer: "https://example.com", jwksUri: "https://example.com/keys"}]}
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: istiod, namespace: istio-system}
        spec:
          selector: {matchLabels: {app: istiod}}
          template:
            metadata: {labels: {app: istiod}}
            spec: {containers: [{name: discovery, env: [{name: BLOCKED_CIDRS_IN_JWKS_URIS, value: 10.0.0.0/8}]}]}
        ---
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: users, namespace: shop}
        spec: {jwtRules: [{issuer: "https://example.com", jwksUri: "https://example.com/keys"}]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var places = new HashSet<(string, int)>();
        foreach (var cluster in context.Clusters)
        {
            if (cluster.RequestAuthentications.FirstOrDefault() is not { } first)
            {
                continue;
            }

            foreach (var istiod in cluster.Inventory.Workloads.Where(workload => workload.PodLabels.GetValueOrDefault("app") == "istiod"))
            {
                if (!istiod.Environment.Any(variable => variable is { Name: Variable, Value.Value: not "" })
                    && places.Add((istiod.Location.Path, istiod.Location.Span.Start)))
                {
                    yield return settings.Finding(
                        istiod.Location,
                        $"{istiod.Kind} '{istiod.Key}' fetches the keys of RequestAuthentications from any address.",
                        $"Set {Variable} to the ranges that it must not call, such as '10.0.0.0/8,169.254.0.0/16'.",
                        new RelatedLocation(first.Object.Location, "It names where keys come from."));
                }
            }
        }
    }

    private const string Variable = "BLOCKED_CIDRS_IN_JWKS_URIS";
}
