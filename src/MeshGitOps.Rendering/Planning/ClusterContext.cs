using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>A cluster with look-ups into its inventory, so that planning stays linear in the number of services.</summary>
internal sealed class ClusterContext
{
    private readonly Dictionary<ServiceKey, KubernetesService> _services;
    private readonly Dictionary<string, ImmutableArray<KubernetesService>> _servicesByNamespace;
    private readonly Dictionary<string, KubernetesNamespace> _namespaces;
    private readonly Dictionary<(string Namespace, string Key, string Value), List<KubernetesWorkload>> _workloadsByLabel = [];
    private readonly Dictionary<string, List<KubernetesWorkload>> _workloadsByNamespace = new(StringComparer.Ordinal);

    public ClusterContext(ClusterSpec spec, ClusterInventory inventory, ClusterSettings settings)
    {
        Spec = spec;
        Inventory = inventory;
        Settings = settings;
        _services = [];
        foreach (var service in inventory.Services)
        {
            _services.TryAdd(service.Key, service);
        }

        _servicesByNamespace = _services.Values
            .GroupBy(service => service.Key.Namespace, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.OrderBy(service => service.Key.Name, StringComparer.Ordinal).ToImmutableArray(),
                StringComparer.Ordinal);
        _namespaces = new Dictionary<string, KubernetesNamespace>(StringComparer.Ordinal);
        foreach (var @namespace in inventory.Namespaces)
        {
            _namespaces.TryAdd(@namespace.Name, @namespace);
        }

        foreach (var workload in inventory.Workloads)
        {
            Add(_workloadsByNamespace, workload.Key.Namespace, workload);
            foreach (var (key, value) in workload.PodLabels)
            {
                Add(_workloadsByLabel, (workload.Key.Namespace, key, value), workload);
            }
        }

        KnownNamespaces =
        [
            .. _namespaces.Keys.Concat(_servicesByNamespace.Keys).Concat(_workloadsByNamespace.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    public ClusterSpec Spec { get; }

    public ClusterInventory Inventory { get; }

    public ClusterSettings Settings { get; }

    public string Name => Settings.Name;

    /// <summary>Namespaces that the manifests speak of, sorted.</summary>
    public ImmutableArray<string> KnownNamespaces { get; }

    public KubernetesService? Service(ServiceKey key) => _services.GetValueOrDefault(key);

    /// <summary>Sorted by name.</summary>
    public ImmutableArray<KubernetesService> ServicesIn(string @namespace) =>
        _servicesByNamespace.TryGetValue(@namespace, out var services) ? services : [];

    public IReadOnlyList<KubernetesWorkload> WorkloadsIn(string @namespace) =>
        _workloadsByNamespace.TryGetValue(@namespace, out var workloads) ? workloads : [];

    public KubernetesNamespace? Namespace(string name) => _namespaces.GetValueOrDefault(name);

    /// <summary>The workloads whose pods a selector selects; it looks only at those with the rarest of its labels.</summary>
    public ImmutableArray<KubernetesWorkload> SelectWorkloads(string @namespace, ImmutableSortedDictionary<string, string> selector)
    {
        List<KubernetesWorkload>? candidates = null;
        foreach (var (key, value) in selector)
        {
            if (!_workloadsByLabel.TryGetValue((@namespace, key, value), out var found))
            {
                return [];
            }

            candidates = candidates is null || found.Count < candidates.Count ? found : candidates;
        }

        return candidates is null ? [] : [.. candidates.Where(workload => workload.IsSelectedBy(selector))];
    }

    /// <summary><c>name.namespace.svc.cluster.local</c>.</summary>
    public string QualifiedName(ServiceKey service) => $"{service.Name}.{service.Namespace}.svc.{Settings.ClusterDomain}";

    private static void Add<TKey>(Dictionary<TKey, List<KubernetesWorkload>> lists, TKey key, KubernetesWorkload workload)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(workload);
    }
}
