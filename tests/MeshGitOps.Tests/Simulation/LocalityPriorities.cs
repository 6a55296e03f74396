using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// Istio's order of endpoints: <c>LbPriority</c> and <c>applyLocalityFailover</c> (pilot/pkg/networking/core/v1alpha3/loadbalancer),
/// the result without gaps, as Envoy gets it.
/// </summary>
internal static class LocalityPriorities
{
    private const int OtherRegion = 3;
    private const int NotNamed = 4;

    /// <param name="proxyZone">The zone of the client's node.</param>
    /// <param name="policy">The traffic policy of the DestinationRule for the port, or null.</param>
    public static ImmutableArray<int> Of(
        ImmutableArray<EntryEndpoint> endpoints,
        string resolution,
        ClusterFacts facts,
        string proxyZone,
        object? policy)
    {
        var setting = policy.At("loadBalancer", "localityLbSetting");
        var flat = endpoints.Select(_ => 0).ToImmutableArray();
        if (policy.At("outlierDetection") is null || setting.At("enabled") is false || setting.At("distribute") is not null)
        {
            return flat;
        }

        var failoverPriority = setting.Texts("failoverPriority");
        if (!failoverPriority.IsEmpty)
        {
            return resolution == "DNS" && facts.IstioVersion < new Version(1, 30)
                ? flat
                : Compact(endpoints.Select(endpoint => endpoint.Region == facts.Region ? 0 : 1));
        }

        var named = setting.Items("failover").FirstOrDefault(item => item.Text("from") == facts.Region)?.Text("to");
        return Compact(endpoints.Select(endpoint =>
        {
            var priority = Distance(facts.Region, proxyZone, endpoint.Locality);
            return priority == OtherRegion && named is not null && endpoint.Region != named ? NotNamed : priority;
        }));
    }

    /// <summary>0 the same sub-zone, 1 the same zone, 2 the same region, 3 another region.</summary>
    private static int Distance(string region, string zone, string locality)
    {
        var parts = locality.Split('/');
        if (parts[0] != region)
        {
            return OtherRegion;
        }

        if ((parts.Length > 1 ? parts[1] : "") != zone)
        {
            return 2;
        }

        return parts.Length > 2 && parts[2].Length > 0 ? 1 : 0;
    }

    private static ImmutableArray<int> Compact(IEnumerable<int> priorities)
    {
        var all = priorities.ToList();
        var order = all.Distinct().Order().ToList();
        return [.. all.Select(priority => order.IndexOf(priority))];
    }
}
