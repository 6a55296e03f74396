using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>The traffic policies of a DestinationRule: its own, those of its subsets, and those of single ports in both.</summary>
internal static class TrafficPolicies
{
    /// <summary>In the order of the text; the key that each stands under, which for one of a port is null.</summary>
    public static IEnumerable<(YamlMapping Policy, YamlScalar? Key)> Of(DestinationRule rule)
    {
        var holders = new[] { rule.Object.Spec }.Concat(rule.Subsets.Select(subset => subset.Node)).OfType<YamlMapping>();
        foreach (var entry in holders.SelectMany(holder => holder.Entries))
        {
            if (entry is not { Key: { Value: "trafficPolicy" } key, Value: YamlMapping policy })
            {
                continue;
            }

            yield return (policy, key);
            foreach (var port in policy.Mappings("portLevelSettings"))
            {
                yield return (port, null);
            }
        }
    }
}
