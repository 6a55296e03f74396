namespace MeshGitOps.Policies.Fleet;

/// <summary>The service accounts of a fleet: those in the manifests, and those that workloads name.</summary>
internal sealed class KnownAccounts
{
    private readonly HashSet<(string Namespace, string Name)> _all = [];
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _namespaceByName = new(StringComparer.Ordinal);

    public KnownAccounts(IEnumerable<ClusterMesh> clusters)
    {
        foreach (var cluster in clusters)
        {
            foreach (var account in cluster.Inventory.ServiceAccounts)
            {
                Add(account.Key.Namespace, account.Key.Name);
            }

            foreach (var workload in cluster.Inventory.Workloads)
            {
                Add(workload.Key.Namespace, workload.ServiceAccount);
            }
        }
    }

    public bool Contains(string @namespace, string name) => _all.Contains((@namespace, name));

    /// <summary>Whether the manifests show any account of a namespace, so that a missing one can be told.</summary>
    public bool Knows(string @namespace) => _namespaces.Contains(@namespace);

    /// <summary>The namespace of an account that only one namespace has; null for 'default' and for one that none or several have.</summary>
    public string? NamespaceOf(string name) => name == "default" ? null : _namespaceByName.GetValueOrDefault(name);

    private void Add(string @namespace, string name)
    {
        if (_all.Add((@namespace, name)) && !_namespaceByName.TryAdd(name, @namespace))
        {
            _namespaceByName[name] = null;
        }

        _namespaces.Add(@namespace);
    }
}
