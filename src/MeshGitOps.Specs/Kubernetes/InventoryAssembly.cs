using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Puts the objects of a cluster's files together, in the order of the files.</summary>
/// <param name="reported">Pairs that another cluster's files have shown already.</param>
internal sealed class InventoryAssembly(string cluster, DiagnosticBag bag, HashSet<(SourceLocation, SourceLocation)> reported)
{
    private readonly Dictionary<(string Kind, ServiceKey Key), SourceLocation> _first = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly List<KubernetesService> _services = [];
    private readonly List<KubernetesNamespace> _namespaces = [];
    private readonly List<KubernetesServiceAccount> _serviceAccounts = [];
    private readonly List<KubernetesWorkload> _workloads = [];
    private readonly List<IstioPeerAuthentication> _peerAuthentications = [];
    private readonly List<KubernetesNode> _nodes = [];
    private readonly List<KubernetesObject> _written = [];
    private readonly List<ToolComment> _comments = [];
    private ReadCounts _counts = new(0, 0, 0);

    public void Add(ManifestFile file, ManifestPlacement placement)
    {
        if (_files.Add(placement.File))
        {
            _counts += file.Counts;
            _comments.AddRange(file.Comments);
        }

        foreach (var item in file.Objects)
        {
            var key = new ServiceKey(item.IsNamespaced ? item.Namespace ?? placement.Namespace : "", item.Name);
            if (item.Written is { } written)
            {
                _written.Add(written with { Key = key });
            }

            if (item.Body is null)
            {
                continue;
            }

            if (_first.TryAdd((item.Kind, key), item.Location))
            {
                Add(item, key);
            }
            else if (_first[(item.Kind, key)] is var first && first != item.Location && reported.Add((first, item.Location)))
            {
                Report(item, key, first);
            }
        }
    }

    public ClusterInventory ToInventory() => new()
    {
        Cluster = cluster,
        Services = [.. _services.OrderBy(service => service.Key)],
        Namespaces = [.. _namespaces.OrderBy(space => space.Name, StringComparer.Ordinal)],
        ServiceAccounts = [.. _serviceAccounts.OrderBy(account => account.Key)],
        Workloads = [.. _workloads.OrderBy(workload => workload.Key).ThenBy(workload => workload.Kind, StringComparer.Ordinal)],
        PeerAuthentications = [.. _peerAuthentications.Where(policy => !policy.IsOurs).OrderBy(policy => policy.Key)],
        Nodes = [.. _nodes.OrderBy(node => node.Name, StringComparer.Ordinal)],
        Objects = [.. _written.OrderBy(item => item.Kind, StringComparer.Ordinal).ThenBy(item => item.Key).ThenBy(item => item.Location.Path, StringComparer.Ordinal).ThenBy(item => item.Location.Span.Start)],
        Comments = [.. _comments],
        Counts = _counts,
    };

    private void Add(ManifestObject item, ServiceKey key)
    {
        var isWritten = !item.IsNamespaced || item.Namespace is not null;
        switch (item.Body)
        {
            case KubernetesService service:
                _services.Add(isWritten ? service : service with { Key = key });
                break;
            case KubernetesWorkload workload:
                _workloads.Add(isWritten ? workload : workload with { Key = key });
                break;
            case KubernetesServiceAccount account:
                _serviceAccounts.Add(isWritten ? account : account with { Key = key });
                break;
            case IstioPeerAuthentication policy:
                _peerAuthentications.Add(isWritten ? policy : policy with { Key = key });
                break;
            case KubernetesNamespace space:
                _namespaces.Add(space);
                break;
            case KubernetesNode node:
                _nodes.Add(node);
                break;
        }
    }

    private void Report(ManifestObject item, ServiceKey key, SourceLocation first) => bag.Add(
        ManifestDiagnostics.DuplicateObject,
        item.Location,
        $"The {item.Kind} '{(item.IsNamespaced ? key.ToString() : key.Name)}' stands in the manifests of cluster '{cluster}' already.",
        "Keep one of the two.",
        new RelatedLocation(first, "It stands here first."));
}
