using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Finds the Services that lead to pods without looking at all of them.</summary>
internal sealed class ServiceIndex
{
    private readonly ILookup<(string Namespace, string Key, string Value), KubernetesService> _byFirstLabel;
    private readonly ILookup<(string Key, string Value), KubernetesService> _byLabel;

    public ServiceIndex(ImmutableArray<KubernetesService> services)
    {
        var selecting = services.Where(service => !service.Selector.IsEmpty).ToList();
        _byFirstLabel = selecting.ToLookup(service => (service.Key.Namespace, service.Selector.First().Key, service.Selector.First().Value));
        _byLabel = selecting.SelectMany(service => service.Selector.Select(label => (Label: (label.Key, label.Value), Service: service)))
            .ToLookup(item => item.Label, item => item.Service);
    }

    /// <summary>The Services that select the pods of a workload.</summary>
    public IEnumerable<KubernetesService> Of(KubernetesWorkload workload) =>
        workload.PodLabels
            .SelectMany(label => _byFirstLabel[(workload.Key.Namespace, label.Key, label.Value)])
            .Where(service => workload.IsSelectedBy(service.Selector));

    /// <summary>The Services of all namespaces whose selector has all these labels (at least one).</summary>
    public IEnumerable<KubernetesService> WithSelector(ImmutableSortedDictionary<string, string> labels)
    {
        if (labels.IsEmpty)
        {
            return [];
        }

        var rarest = labels.MinBy(label => _byLabel[(label.Key, label.Value)].Count());
        return _byLabel[(rarest.Key, rarest.Value)]
            .Where(service => labels.All(label => service.Selector.GetValueOrDefault(label.Key) == label.Value));
    }
}
