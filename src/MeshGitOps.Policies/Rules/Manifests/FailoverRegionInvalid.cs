using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A failover to the own region, or between what are no regions.</summary>
public sealed class FailoverRegionInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "failover-region-invalid",
        "failover region invalid",
        Severity.Error,
        """
        A failover of a DestinationRule leads from a region to itself, or names a zone or a wildcard in place of a region.
        Istio's webhook refuses the object, so the order of failover never arrives in the cluster.
        Write two different regions as the nodes carry them in 'topology.kubernetes.io/region'; zones of a region need no failover.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateLocalityLbSetting in Istio's pkg/config/validation/agent";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            outlierDetection: {consecutive5xxErrors: 5}
            loadBalancer:
              localityLbSetting:
                failover: [{from: us-east-1, to: [|us-east-1|]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            outlierDetection: {consecutive5xxErrors: 5}
            loadBalancer:
              localityLbSetting:
                failover: [{from: us-east-1, to: us-west-2}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var part in context.Clusters.SelectMany(TrafficPolicyPart.AllIn))
        {
            foreach (var failover in part.Node.Mapping("loadBalancer").Mapping("localityLbSetting").Mappings("failover"))
            {
                var from = failover.LocatedText("from");
                var to = failover.LocatedText("to");
                foreach (var region in new[] { from, to }.OfType<Located<string>>().Where(region => region.Value.AsSpan().ContainsAny('/', '*')))
                {
                    yield return settings.Finding(
                        region.Location,
                        $"The failover in {part} names '{region.Value}', which is no region.",
                        region.Value.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
                            ? $"Write the region alone: '{region.Value[..slash]}'."
                            : "Write one failover for each region.");
                }

                if (to is not null && from?.Value == to.Value)
                {
                    yield return settings.Finding(
                        to.Location,
                        $"The failover in {part} leads from region '{to.Value}' to itself.",
                        "Write the region that takes over.");
                }
            }
        }
    }
}
