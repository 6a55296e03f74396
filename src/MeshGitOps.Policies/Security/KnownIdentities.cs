using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>The namespaces and service accounts that the manifests of all clusters show.</summary>
internal sealed class KnownIdentities
{
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _accounts = new(StringComparer.Ordinal);
    private readonly RuleContext _context;

    public KnownIdentities(RuleContext context)
    {
        _context = context;
        foreach (var cluster in context.Clusters)
        {
            _namespaces.UnionWith(cluster.Inventory.Namespaces.Select(item => item.Name));
            _namespaces.UnionWith(cluster.Inventory.Services.Select(service => service.Key.Namespace));
            _namespaces.UnionWith((cluster.Plan?.Memberships ?? []).SelectMany(membership => membership.Namespaces));
            _foreign.Add(cluster.RootNamespace);
            _foreign.UnionWith(cluster.Plan is { Settings: var settings }
                ? [settings.EastWestNamespace, settings.IngressNamespace, settings.EgressNamespace]
                : []);
            foreach (var account in cluster.Inventory.ServiceAccounts)
            {
                Add(account.Key);
            }

            foreach (var workload in cluster.Inventory.Workloads)
            {
                Add(new ServiceKey(workload.Key.Namespace, workload.ServiceAccount));
            }
        }
    }

    /// <summary>Sorted by nothing: for look-ups of near names alone.</summary>
    public IEnumerable<string> Namespaces => _namespaces;

    /// <summary>Also one of the system or of gateways, whose manifests are usually somewhere else.</summary>
    public bool HasNamespace(string name) => _namespaces.Contains(name) || IsForeign(name);

    /// <summary>Whether the manifests hold what runs in a namespace, so that an account which they do not show is missing.</summary>
    public bool HoldsAccountsOf(string @namespace) => _accounts.ContainsKey(@namespace) && !IsForeign(@namespace);

    public bool HasAccount(string @namespace, string name) =>
        name == "default" || (_accounts.TryGetValue(@namespace, out var accounts) && accounts.Contains(name));

    public IEnumerable<string> AccountsOf(string @namespace) => _accounts.TryGetValue(@namespace, out var accounts) ? accounts : [];

    private bool IsForeign(string name) => _foreign.Contains(name) || SystemNamespaces.IsExcluded(name, _context.Specs.Mesh);

    private void Add(ServiceKey account)
    {
        _namespaces.Add(account.Namespace);
        if (!_accounts.TryGetValue(account.Namespace, out var accounts))
        {
            _accounts.Add(account.Namespace, accounts = new HashSet<string>(StringComparer.Ordinal));
        }

        accounts.Add(account.Name);
    }
}
