using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Tells whether two Gateways configure the same pods.</summary>
internal static class GatewayPods
{
    /// <summary>
    /// A word for each workload that the Gateway selects, whatever its namespace; the selector itself where the manifests hold none.
    /// Two Gateways with a word in common are merged into one set of listeners.
    /// </summary>
    public static IReadOnlyList<string> Of(ClusterMesh cluster, ImmutableSortedDictionary<string, string> selector)
    {
        var labels = string.Join(",", selector.Select(label => $"{label.Key}={label.Value}"));
        var workloads = cluster.Workloads.Anywhere(selector);
        return workloads.Count == 0 ? [$"selector {labels}"] : [.. workloads.Select(workload => $"{workload.Kind} {workload.Key}")];
    }

    public static IReadOnlyList<string> Of(ClusterMesh cluster, IstioGateway gateway) => Of(cluster, gateway.Selector);
}
