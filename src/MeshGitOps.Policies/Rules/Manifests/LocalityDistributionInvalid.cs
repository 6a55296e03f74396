using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A distribution over localities that Istio refuses.</summary>
public sealed class LocalityDistributionInvalid : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "locality-distribution-invalid",
        "locality distribution invalid",
        Severity.Error,
        """
        A DestinationRule distributes calls over localities with a weight outside of 1 to 100, with weights that do not add up to 100, or beside a 'failover'.
        Istio's webhook refuses the object, so neither the distribution nor anything else in it arrives in the cluster.
        A locality that is to get nothing is left out instead of getting weight 0.
        Take either 'distribute' or 'failover', and give the localities of each 'from' weights with a sum of 100.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateLocalityLbSetting in Istio's pkg/config/validation/agent and istio-ecosystem/admiral#102";

    public override ImmutableArray<string> Aliases => ["IST0106"];

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
                distribute: [{from: us-east-1/*, [|to|]: {us-east-1/*: 80, us-west-2/*: 30}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            loadBalancer:
              localityLbSetting:
                distribute: [{from: us-east-1/*, to: {us-east-1/*: 70, us-west-2/*: 30}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var part in context.Clusters.SelectMany(TrafficPolicyPart.AllIn))
        {
            if (part.Node.Mapping("loadBalancer").Mapping("localityLbSetting") is not { } locality)
            {
                continue;
            }

            if (!locality.Items("distribute").IsEmpty && !locality.Items("failover").IsEmpty)
            {
                yield return settings.Finding(
                    locality.KeyLocation("failover"),
                    $"{Start(part)} has both 'distribute' and 'failover'.",
                    "Take one of them: a distribution fails over to nothing.");
                continue;
            }

            foreach (var finding in locality.Mappings("distribute").SelectMany(entry => CheckWeights(part, entry, settings)))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckWeights(TrafficPolicyPart part, YamlMapping entry, RuleSettings settings)
    {
        if (entry.Mapping("to") is not { Entries.IsEmpty: false } to)
        {
            yield break;
        }

        var sum = 0L;
        foreach (var (locality, value) in to.Entries)
        {
            if (value is not YamlScalar scalar || !YamlScalarTypes.TryGetInteger(scalar, out var weight))
            {
                yield break;
            }

            if (weight is < 1 or > 100)
            {
                yield return settings.Finding(
                    scalar.Location,
                    $"{Start(part)} gives locality '{locality.Value}' the weight {weight}, which is not in 1 to 100.",
                    weight == 0 ? "Leave the locality out." : "Write a percentage.");
                yield break;
            }

            sum += weight;
        }

        if (sum != 100)
        {
            yield return settings.Finding(
                entry.KeyLocation("to"),
                $"{Start(part)} distributes calls by weights that add up to {sum}, not to 100.",
                "Write percentages with a sum of 100.");
        }
    }

    private static string Start(TrafficPolicyPart part) => part.Subset is null ? $"{part}" : $"S{$"{part}"[1..]}";
}
