using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>The pods that Gateways of a cluster configure; each selector is looked up once.</summary>
internal sealed class GatewayPods(ClusterMesh cluster)
{
    /// <summary>A gateway has a handful of workloads; a selector of more stands for itself.</summary>
    private const int MaxWorkloads = 16;

    private readonly Dictionary<string, (IReadOnlyList<KubernetesWorkload> Workloads, ImmutableArray<string> Words)> _bySelector = new(StringComparer.Ordinal);

    /// <summary>In whatever namespace; none for an empty selector.</summary>
    public IReadOnlyList<KubernetesWorkload> WorkloadsOf(IstioGateway gateway) => Find(gateway.Selector).Workloads;

    /// <summary>
    /// A word for each workload that the Gateway selects; the selector itself where the manifests hold none.
    /// Two Gateways with a word in common are merged into one set of listeners.
    /// </summary>
    public ImmutableArray<string> Of(IstioGateway gateway) => Of(gateway.Selector);

    public ImmutableArray<string> Of(ImmutableSortedDictionary<string, string> selector) => Find(selector).Words;

    private (IReadOnlyList<KubernetesWorkload> Workloads, ImmutableArray<string> Words) Find(ImmutableSortedDictionary<string, string> selector)
    {
        var labels = string.Join(",", selector.Select(label => $"{label.Key}={label.Value}"));
        if (!_bySelector.TryGetValue(labels, out var found))
        {
            var workloads = cluster.Workloads.Anywhere(selector);
            found = (
                workloads,
                workloads.Count is 0 or > MaxWorkloads ? [$"selector {labels}"] : [.. workloads.Select(workload => $"{workload.Kind} {workload.Key}")]);
            _bySelector.Add(labels, found);
        }

        return found;
    }
}
