using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>
/// The Services that a DestinationRule's host means: the one of that name, or for a wildcard all below it that no nearer rule names.
/// Services without a selector are left out, as nothing tells what is behind them.
/// </summary>
internal sealed class ServicesOfRules
{
    private readonly ClusterMesh _cluster;
    private readonly ILookup<string, KubernetesService> _byWildcard;

    public ServicesOfRules(ClusterMesh cluster)
    {
        _cluster = cluster;
        var ruled = cluster.DestinationRules
            .Select(rule => cluster.Hosts.FullName(rule.Host?.Value ?? "", rule.Object.Key.Namespace))
            .ToHashSet(StringComparer.Ordinal);
        var wildcards = ruled.Where(host => host.StartsWith('*')).ToHashSet(StringComparer.Ordinal);
        var below =
            from host in wildcards.Count == 0 ? [] : cluster.Hosts.All
            where host.Service is { Selector.IsEmpty: false } && !ruled.Contains(host.Name)
            let wildcard = Nearest(host.Name, wildcards)
            where wildcard is not null
            select (Wildcard: wildcard, host.Service);
        _byWildcard = below.ToLookup(item => item.Wildcard, item => item.Service, StringComparer.Ordinal);
    }

    public IEnumerable<KubernetesService> Of(string host) => host.StartsWith('*')
        ? _byWildcard[host]
        : _cluster.Hosts.Named(host).Select(named => named.Service).OfType<KubernetesService>().Where(service => !service.Selector.IsEmpty);

    private static string? Nearest(string name, HashSet<string> wildcards)
    {
        foreach (var suffix in DomainSuffixes.Of(name).Skip(1))
        {
            if (wildcards.TryGetValue($"*.{suffix}", out var wildcard))
            {
                return wildcard;
            }
        }

        return wildcards.TryGetValue("*", out var all) ? all : null;
    }
}
