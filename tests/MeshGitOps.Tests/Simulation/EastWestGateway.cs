using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The gateway of the serving cluster, which leads to the Services of its cluster and nowhere else.</summary>
internal sealed class EastWestGateway(ClusterView view)
{
    private readonly ClusterFacts _facts = view.Facts;
    private readonly FilterChains _chains = new(view, view.Facts.EastWest);

    /// <summary>A call that arrives with mTLS and this SNI.</summary>
    public CallResult Call(string sni, ImmutableArray<string> subjectAltNames)
    {
        if (_facts.ForwardsBySni)
        {
            return new LegacyGatewayWalk(view, view.EnvoyFilters).Call(sni, _chains.PublishedHosts(), subjectAltNames);
        }

        var (chain, failure) = _chains.Match(sni);
        if (failure is not null)
        {
            return failure;
        }

        var results = _chains.EndpointsOf(chain).Select(item => Reach(item.Endpoint, item.Port, subjectAltNames)).Distinct().ToList();
        return results.Count switch
        {
            0 => _chains.WithoutEndpoints(chain),
            1 => results[0],
            _ => results.OfType<Failure>().FirstOrDefault()
                ?? new Failure(FailureReason.WrongLanding, $"the gateway of '{_facts.Name}' spreads '{chain[0].Entry.Host}' over several services"),
        };
    }

    private CallResult Reach(EntryEndpoint endpoint, EntryPort port, ImmutableArray<string> subjectAltNames) =>
        endpoint.Address.EndsWith($".svc.{_facts.ClusterDomain}", StringComparison.Ordinal) && endpoint.Address != _facts.EgressAddress
            ? Sameness(view.Workloads.Call(endpoint.Address, endpoint.DialledPort(port), subjectAltNames))
            : _chains.Loop(endpoint.Address);

    /// <summary>Two landings in one place are one.</summary>
    private static CallResult Sameness(CallResult result) =>
        result is Landing landing ? landing with { ContainerPorts = [] } : result;
}
