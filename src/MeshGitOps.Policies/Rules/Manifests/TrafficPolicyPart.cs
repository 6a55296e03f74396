using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A traffic policy in a DestinationRule: of the host, of a subset, or of a port of either.</summary>
/// <param name="Node">The fields of the policy.</param>
/// <param name="Outer">Of a port: the policy that it stands in; of a subset: that of the host, or null.</param>
/// <param name="Port">Null for a policy of all ports.</param>
internal sealed record TrafficPolicyPart(DestinationRule Rule, YamlMapping Node, YamlMapping? Outer, DestinationSubset? Subset, Located<int>? Port, bool IsForPort)
{
    public static IEnumerable<TrafficPolicyPart> AllIn(ClusterMesh mesh) => mesh.DestinationRules.SelectMany(AllOf);

    public static IEnumerable<TrafficPolicyPart> AllOf(DestinationRule rule) =>
        Of(rule, rule.TrafficPolicy, null, null).Concat(rule.Subsets.SelectMany(subset => Of(rule, subset.TrafficPolicy, rule.TrafficPolicy, subset)));

    /// <summary><c>subset 'v1' of DestinationRule 'shop/cart' at port 80</c>.</summary>
    public override string ToString()
    {
        var of = Subset is null ? $"{Rule.Object}" : $"subset '{Subset.Name.Value}' of {Rule.Object}";
        return Port is null ? of : $"{of} at port {Port.Value}";
    }

    private static IEnumerable<TrafficPolicyPart> Of(DestinationRule rule, YamlMapping? policy, YamlMapping? outer, DestinationSubset? subset)
    {
        if (policy is null)
        {
            yield break;
        }

        yield return new TrafficPolicyPart(rule, policy, outer, subset, null, IsForPort: false);
        foreach (var port in policy.Mappings("portLevelSettings"))
        {
            yield return new TrafficPolicyPart(rule, port, policy, subset, port.Mapping("port").Integer("number"), IsForPort: true);
        }
    }
}
