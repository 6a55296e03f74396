using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>A gateway that passes TLS through: filter chains by SNI, from the exact hosts of Gateways and the entries it sees.</summary>
internal sealed class FilterChains(ClusterView view, GatewayFacts gateway)
{
    private readonly string _name = $"the {gateway.Title} of '{view.Facts.Name}'";
    private Dictionary<string, List<(EntryView Entry, EntryPort Port)>>? _chains;

    /// <summary>The chain for a call that arrives with mTLS and this SNI, or why there is none.</summary>
    public (List<(EntryView Entry, EntryPort Port)> Chain, Failure? Failure) Match(string sni)
    {
        var hosts = PublishedHosts();
        if (hosts.Count == 0)
        {
            return ([], new Failure(FailureReason.NothingListens, $"no Gateway opens {gateway.ServicePort} for {_name}"));
        }

        var chains = _chains ??= Chains(hosts);
        var doubled = chains.FirstOrDefault(chain => chain.Value.Select(item => item.Entry.Namespace).Distinct(StringComparer.Ordinal).Count() > 1);
        if (doubled.Key is not null)
        {
            return ([], new Failure(FailureReason.DuplicateFilterChain, $"{_name} has two chains for '{doubled.Key}'"));
        }

        return chains.TryGetValue(sni, out var matched)
            ? (matched, null)
            : ([], new Failure(FailureReason.NoFilterChain, $"{_name} has no chain for '{sni}'"));
    }

    /// <summary>The policy of the chain's cluster.</summary>
    public object? PolicyOf(List<(EntryView Entry, EntryPort Port)> chain) =>
        view.FindRule(chain[0].Entry.Host, gateway.Namespace, chain[0].Entry.Namespace)?.PolicyOf(chain[0].Port.Number);

    /// <summary>What the filter of a passthrough cluster leaves: the endpoints with mTLS. DNS entries pass it before 1.20.</summary>
    public ImmutableArray<(EntryEndpoint Endpoint, EntryPort Port)> EndpointsOf(List<(EntryView Entry, EntryPort Port)> chain)
    {
        var entry = chain[0].Entry;
        var mode = PolicyOf(chain).Text("tls", "mode");
        return
        [
            .. chain
                .SelectMany(item => item.Entry.Endpoints.Select(endpoint => (Endpoint: endpoint, item.Port)))
                .Where(item => TakesMtls(item.Endpoint, entry, mode)),
        ];
    }

    public Failure WithoutEndpoints(List<(EntryView Entry, EntryPort Port)> chain) =>
        new(FailureReason.NoEndpoints, $"{_name} has no endpoint with mTLS for '{chain[0].Entry.Host}'");

    public Failure Loop(string address) => new(FailureReason.Loop, $"{_name} sends the call on to '{address}'");

    /// <summary>The hosts of servers on this port; a namespace before '/' is ignored by Istio, so it is here.</summary>
    public HashSet<string> PublishedHosts() => view.Gateways
        .Where(item => item.Spec.TextMap("selector") is { IsEmpty: false } selector && selector.Selects(gateway.Selector))
        .SelectMany(item => item.Spec.Items("servers"))
        .Where(server => server.Number("port", "number") == gateway.ServicePort
            && server.Text("port", "protocol") == "TLS"
            && server.Text("tls", "mode") == "AUTO_PASSTHROUGH")
        .SelectMany(server => server.Texts("hosts"))
        .Select(host => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..])
        .ToHashSet(StringComparer.Ordinal);

    private Dictionary<string, List<(EntryView Entry, EntryPort Port)>> Chains(HashSet<string> hosts) => view.Entries
        .Where(entry => entry.Location == "MESH_INTERNAL" && entry.IsVisibleTo(gateway.Namespace))
        .Where(entry => hosts.Contains(entry.Host) || hosts.Any(host =>
            host.StartsWith('*') && entry.Host.EndsWith(host[1..], StringComparison.Ordinal)))
        .SelectMany(entry => entry.Ports.Select(port => (Entry: entry, Port: port)))
        .GroupBy(item => $"outbound_.{item.Port.Number}_._.{item.Entry.Host}", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private bool TakesMtls(EntryEndpoint endpoint, EntryView entry, string? mode)
    {
        if (entry.Resolution == "DNS" && view.Facts.IstioVersion < new Version(1, 20))
        {
            return true;
        }

        return mode switch
        {
            "ISTIO_MUTUAL" => true,
            null => endpoint.HasTlsModeLabel && view.Workloads.NamespaceMode(entry.Namespace) != "DISABLE",
            _ => false,
        };
    }
}
