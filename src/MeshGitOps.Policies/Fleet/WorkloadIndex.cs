using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Finds the workloads that a selector selects without looking at all of them.</summary>
public sealed class WorkloadIndex
{
    private readonly Dictionary<string, List<KubernetesWorkload>> _byNamespace = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Key, string Value), List<KubernetesWorkload>> _byLabel = [];
    private readonly Dictionary<(string Key, string Value), List<KubernetesWorkload>> _anywhere = [];

    internal WorkloadIndex(ImmutableArray<KubernetesWorkload> workloads)
    {
        foreach (var workload in workloads)
        {
            Add(_byNamespace, workload.Key.Namespace, workload);
            foreach (var (key, value) in workload.PodLabels)
            {
                Add(_byLabel, (workload.Key.Namespace, key, value), workload);
                Add(_anywhere, (key, value), workload);
            }
        }
    }

    /// <summary>In the order of the inventory.</summary>
    public IReadOnlyList<KubernetesWorkload> In(string @namespace) =>
        _byNamespace.TryGetValue(@namespace, out var workloads) ? workloads : [];

    /// <summary>The workloads of a namespace that have all these labels; an empty selector selects all, as in Istio's objects.</summary>
    public IReadOnlyList<KubernetesWorkload> Selected(string @namespace, ImmutableSortedDictionary<string, string> selector)
    {
        if (selector.IsEmpty)
        {
            return In(@namespace);
        }

        // The rarest of the labels decides how many workloads are looked at.
        List<KubernetesWorkload>? fewest = null;
        foreach (var (key, value) in selector)
        {
            if (!_byLabel.TryGetValue((@namespace, key, value), out var candidates))
            {
                return [];
            }

            fewest = fewest is null || candidates.Count < fewest.Count ? candidates : fewest;
        }

        return fewest?.FindAll(workload => workload.IsSelectedBy(selector)) ?? [];
    }

    /// <summary>The workloads of all namespaces that have all these labels, as a Gateway selects them; an empty selector selects none here.</summary>
    public IReadOnlyList<KubernetesWorkload> Anywhere(ImmutableSortedDictionary<string, string> selector)
    {
        List<KubernetesWorkload>? fewest = null;
        foreach (var (key, value) in selector)
        {
            if (!_anywhere.TryGetValue((key, value), out var candidates))
            {
                return [];
            }

            fewest = fewest is null || candidates.Count < fewest.Count ? candidates : fewest;
        }

        return fewest?.FindAll(workload => workload.IsSelectedBy(selector)) ?? [];
    }

    private static void Add<TKey>(Dictionary<TKey, List<KubernetesWorkload>> index, TKey key, KubernetesWorkload workload)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var workloads))
        {
            index.Add(key, workloads = []);
        }

        workloads.Add(workload);
    }
}
