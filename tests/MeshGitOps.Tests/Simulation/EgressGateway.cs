using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The gateway that a client's calls leave its cluster by: it sends the same TLS session on, and chooses between clusters.</summary>
internal sealed class EgressGateway(ClusterView view)
{
    private readonly ClusterFacts _facts = view.Facts;
    private readonly FilterChains _chains = new(view, view.Facts.Egress);

    /// <summary>Every endpoint that the gateway may take, by priority, for a call that a client of the cluster makes.</summary>
    /// <param name="port">That the client dials at the gateway's Service.</param>
    /// <param name="zone">Of the gateway's node.</param>
    /// <param name="dial">What happens at the address and port of an endpoint.</param>
    public ImmutableArray<PriorityOutcome> Call(int port, string sni, string zone, Func<string, int, CallResult> dial)
    {
        if (!ServiceExposes(port))
        {
            return Failed(new Failure(FailureReason.NothingListens, $"nothing listens at '{_facts.EgressAddress}:{port}' in '{_facts.Name}'"));
        }

        if (!view.Workloads.IsBehind(_facts.EgressNamespace, _facts.EgressService, _facts.EgressSelector))
        {
            return Failed(new Failure(FailureReason.NothingListens, $"the pods behind '{_facts.EgressAddress}' in '{_facts.Name}' are not those of the Gateway"));
        }

        var (chain, failure) = _chains.Match(sni);
        if (failure is not null)
        {
            return Failed(failure);
        }

        var reached = _chains.EndpointsOf(chain);
        if (reached.IsEmpty)
        {
            return Failed(_chains.WithoutEndpoints(chain));
        }

        ImmutableArray<EntryEndpoint> endpoints = [.. reached.Select(item => item.Endpoint)];
        var priorities = LocalityPriorities.Of(endpoints, chain[0].Entry.Resolution, _facts, zone, _chains.PolicyOf(chain));
        return
        [
            .. reached.Select((item, index) => new PriorityOutcome(
                priorities[index],
                item.Endpoint.Address,
                item.Endpoint.Address == _facts.EgressAddress
                    ? _chains.Loop(item.Endpoint.Address)
                    : dial(item.Endpoint.Address, item.Endpoint.DialledPort(item.Port)),
                IsViaEgress: true)),
        ];
    }

    /// <summary>By the Service in the manifests; where it is not there, the port that the specs name is taken for granted.</summary>
    private bool ServiceExposes(int port) => view.Workloads.ServicePorts(_facts.EgressNamespace, _facts.EgressService) is { } ports
        ? ports.Contains(port)
        : port == _facts.EgressPort;

    private ImmutableArray<PriorityOutcome> Failed(Failure failure) => [new PriorityOutcome(0, _facts.EgressAddress, failure, IsViaEgress: true)];
}
