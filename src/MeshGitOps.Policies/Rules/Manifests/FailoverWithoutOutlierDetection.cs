using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An order of failover that nothing ever puts to use.</summary>
public sealed class FailoverWithoutOutlierDetection : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "failover-without-outlier-detection",
        "failover without outlier detection",
        Severity.Warning,
        """
        A DestinationRule orders failover between regions, but has no 'outlierDetection'.
        Without it Envoy never takes an endpoint for unhealthy, so calls keep going to a region that answers with errors.
        Istio even ignores the localities of endpoints then.
        A policy of a port inherits nothing: it needs an 'outlierDetection' of its own.
        Add 'outlierDetection' beside the 'loadBalancer'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateLocalityLbSetting in Istio's pkg/config/validation/agent and istio/istio#19257";

    public override ImmutableArray<string> Aliases => ["IST0133"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            loadBalancer:
              localityLbSetting:
                [|failover|]: [{from: us-east-1, to: us-west-2}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            outlierDetection: {consecutive5xxErrors: 5, interval: 10s, baseEjectionTime: 30s}
            loadBalancer:
              localityLbSetting:
                failover: [{from: us-east-1, to: us-west-2}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var part in context.Clusters.SelectMany(TrafficPolicyPart.AllIn))
        {
            var locality = part.Node.Mapping("loadBalancer").Mapping("localityLbSetting");
            if (locality is null
                || locality.Text("enabled") is { Value: "false" }
                || part.Node.Value("outlierDetection") is not null
                || (!part.IsForPort && part.Outer.Value("outlierDetection") is not null))
            {
                continue;
            }

            var key = !locality.Items("failover").IsEmpty ? "failover" : "failoverPriority";
            if (!locality.Items(key).IsEmpty)
            {
                yield return settings.Finding(
                    locality.KeyLocation(key),
                    $"The failover in {part} has no outlier detection, so it never happens.",
                    "Add 'outlierDetection' beside the 'loadBalancer'.");
            }
        }
    }
}
