using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Finds what the routes of a cluster refer to: Gateways, VirtualServices and DestinationRules by name or host.</summary>
public sealed class RoutingIndex
{
    private static readonly SortedDictionary<string, DestinationRule> NoRules = [];

    private readonly ClusterMesh _mesh;
    private readonly Dictionary<ServiceKey, IstioGateway> _gateways = [];
    private readonly Dictionary<string, List<IstioGateway>> _gatewaysByName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gatewayNamespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KubernetesService>> _servicesIn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KubernetesService>> _servicesByName = new(StringComparer.Ordinal);
    private readonly Dictionary<ServiceKey, VirtualService> _virtualServices = [];
    private readonly Dictionary<string, List<DestinationRule>> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Host, string Subset), SortedDictionary<string, DestinationRule>> _subsets = [];

    internal RoutingIndex(ClusterMesh mesh)
    {
        _mesh = mesh;
        foreach (var gateway in mesh.Gateways)
        {
            _gateways.TryAdd(gateway.Object.Key, gateway);
            _gatewayNamespaces.Add(gateway.Object.Key.Namespace);
            Add(_gatewaysByName, gateway.Object.Key.Name, gateway);
        }

        foreach (var service in mesh.Inventory.Services)
        {
            Add(_servicesIn, service.Key.Namespace, service);
            Add(_servicesByName, service.Key.Name, service);
        }

        foreach (var item in mesh.VirtualServices)
        {
            _virtualServices.TryAdd(item.Object.Key, item);
        }

        foreach (var rule in mesh.DestinationRules)
        {
            if (rule.Host is { } host)
            {
                var fullHost = mesh.Hosts.FullName(host.Value, rule.Object.Key.Namespace);
                Add(_rules, fullHost, rule);
                AddSubsets(fullHost, rule);
            }
        }
    }

    public IstioGateway? Gateway(ServiceKey key) => _gateways.GetValueOrDefault(key);

    /// <summary>The Gateways of that name in all namespaces.</summary>
    public IReadOnlyList<IstioGateway> GatewaysNamed(string name) => _gatewaysByName.TryGetValue(name, out var found) ? found : [];

    public bool HasGatewaysIn(string @namespace) => _gatewayNamespaces.Contains(@namespace);

    /// <summary>Where there are any, a Service that the manifests lack in this namespace is taken not to be there.</summary>
    public IReadOnlyList<KubernetesService> ServicesIn(string @namespace) => _servicesIn.TryGetValue(@namespace, out var found) ? found : [];

    /// <summary>The Services of that name in all namespaces.</summary>
    public IReadOnlyList<KubernetesService> ServicesNamed(string name) => _servicesByName.TryGetValue(name, out var found) ? found : [];

    public VirtualService? VirtualService(ServiceKey key) => _virtualServices.GetValueOrDefault(key);

    /// <summary>The DestinationRules for exactly this full host, whoever sees them.</summary>
    public IReadOnlyList<DestinationRule> RulesFor(string fullHost) => _rules.TryGetValue(fullHost, out var rules) ? rules : [];

    /// <summary>
    /// By their namespace, the first DestinationRule in each that defines a subset of a host: of exactly this full host,
    /// else of the nearest wildcard around it that has the subset.
    /// </summary>
    public IReadOnlyDictionary<string, DestinationRule> RulesWithSubset(string fullHost, string subset)
    {
        if (_subsets.TryGetValue((fullHost, subset), out var exact))
        {
            return exact;
        }

        foreach (var suffix in DomainSuffixes.Of(fullHost).Skip(1))
        {
            if (_subsets.TryGetValue(($"*.{suffix}", subset), out var around))
            {
                return around;
            }
        }

        return _subsets.TryGetValue(("*", subset), out var every) ? every : NoRules;
    }

    /// <summary>The pods that a Gateway configures, in any namespace; without a selector none are told.</summary>
    public IReadOnlyList<KubernetesWorkload> PodsOf(IstioGateway gateway) =>
        gateway.Selector.IsEmpty ? [] : _mesh.Workloads.Anywhere(gateway.Selector);

    private void AddSubsets(string fullHost, DestinationRule rule)
    {
        foreach (var subset in rule.Subsets)
        {
            if (!_subsets.TryGetValue((fullHost, subset.Name.Value), out var byNamespace))
            {
                _subsets.Add((fullHost, subset.Name.Value), byNamespace = new(StringComparer.Ordinal));
            }

            byNamespace.TryAdd(rule.Object.Key.Namespace, rule);
        }
    }

    private static void Add<T>(Dictionary<string, List<T>> index, string key, T item)
    {
        if (!index.TryGetValue(key, out var items))
        {
            index.Add(key, items = []);
        }

        items.Add(item);
    }
}
