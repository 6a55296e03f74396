using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The gateway of the serving cluster: filter chains by SNI, from the exact hosts of Gateways and the entries it sees.</summary>
internal sealed class EastWestGateway(ClusterView view)
{
    private readonly ClusterFacts _facts = view.Facts;
    private Dictionary<string, List<(EntryView Entry, EntryPort Port)>>? _chains;

    /// <summary>A call that arrives with mTLS and this SNI.</summary>
    public CallResult Call(string sni, ImmutableArray<string> subjectAltNames)
    {
        var hosts = PublishedHosts();
        if (hosts.Count == 0)
        {
            return new Failure(FailureReason.NothingListens, $"no Gateway of '{_facts.Name}' opens {_facts.GatewayServicePort} for its east-west gateway");
        }

        var chains = _chains ??= Chains(hosts);
        var doubled = chains.FirstOrDefault(chain => chain.Value.Select(item => item.Entry.Namespace).Distinct(StringComparer.Ordinal).Count() > 1);
        if (doubled.Key is not null)
        {
            return new Failure(FailureReason.DuplicateFilterChain, $"the gateway of '{_facts.Name}' has two chains for '{doubled.Key}'");
        }

        if (!chains.TryGetValue(sni, out var matched))
        {
            return new Failure(FailureReason.NoFilterChain, $"the gateway of '{_facts.Name}' has no chain for '{sni}'");
        }

        return Forward(matched, subjectAltNames);
    }

    /// <summary>The hosts of servers on this port; a namespace before '/' is ignored by Istio, so it is here.</summary>
    private HashSet<string> PublishedHosts() => view.Gateways
        .Where(gateway => gateway.Spec.TextMap("selector") is { IsEmpty: false } selector && selector.Selects(_facts.GatewaySelector))
        .SelectMany(gateway => gateway.Spec.Items("servers"))
        .Where(server => server.Number("port", "number") == _facts.GatewayServicePort
            && server.Text("port", "protocol") == "TLS"
            && server.Text("tls", "mode") == "AUTO_PASSTHROUGH")
        .SelectMany(server => server.Texts("hosts"))
        .Select(host => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..])
        .ToHashSet(StringComparer.Ordinal);

    private Dictionary<string, List<(EntryView Entry, EntryPort Port)>> Chains(HashSet<string> hosts) => view.Entries
        .Where(entry => entry.Location == "MESH_INTERNAL" && entry.IsVisibleTo(_facts.GatewayNamespace))
        .Where(entry => hosts.Contains(entry.Host) || hosts.Any(host =>
            host.StartsWith('*') && entry.Host.EndsWith(host[1..], StringComparison.Ordinal)))
        .SelectMany(entry => entry.Ports.Select(port => (Entry: entry, Port: port)))
        .GroupBy(item => $"outbound_.{item.Port.Number}_._.{item.Entry.Host}", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private CallResult Forward(List<(EntryView Entry, EntryPort Port)> chain, ImmutableArray<string> subjectAltNames)
    {
        var entry = chain[0].Entry;
        var mode = view.FindRule(entry.Host, _facts.GatewayNamespace, entry.Namespace)?.PolicyOf(chain[0].Port.Number).Text("tls", "mode");
        var results = chain
            .SelectMany(item => item.Entry.Endpoints.Select(endpoint => (Endpoint: endpoint, item.Port)))
            .Where(item => TakesMtls(item.Endpoint, entry, mode))
            .Select(item => Reach(item.Endpoint, item.Port, subjectAltNames))
            .Distinct()
            .ToList();
        return results.Count switch
        {
            0 => new Failure(FailureReason.NoEndpoints, $"the gateway of '{_facts.Name}' has no endpoint with mTLS for '{entry.Host}'"),
            1 => results[0],
            _ => results.OfType<Failure>().FirstOrDefault()
                ?? new Failure(FailureReason.WrongLanding, $"the gateway of '{_facts.Name}' spreads '{entry.Host}' over several services"),
        };
    }

    private CallResult Reach(EntryEndpoint endpoint, EntryPort port, ImmutableArray<string> subjectAltNames) =>
        endpoint.Address.EndsWith($".svc.{_facts.ClusterDomain}", StringComparison.Ordinal)
            ? Sameness(view.Workloads.Call(endpoint.Address, endpoint.DialledPort(port), subjectAltNames))
            : new Failure(FailureReason.Loop, $"the gateway of '{_facts.Name}' sends the call on to '{endpoint.Address}'");

    /// <summary>Two landings in one place are one.</summary>
    private static CallResult Sameness(CallResult result) =>
        result is Landing landing ? landing with { ContainerPorts = [] } : result;

    /// <summary>The endpoint filter of a passthrough cluster; DNS entries pass it since 1.20.</summary>
    private bool TakesMtls(EntryEndpoint endpoint, EntryView entry, string? mode)
    {
        if (entry.Resolution == "DNS" && _facts.IstioVersion < new Version(1, 20))
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
