using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// Everything that must hold of the files of a fleet together: each consumer, host and port lands on exactly the serving clusters in the right order,
/// nobody else sees anything, and no rule of the rendered objects is broken. Empty means that it holds.
/// </summary>
internal static class FleetCheck
{
    /// <summary>A name that no cluster has: stands for every namespace nobody thought of.</summary>
    private const string Outsider = "somewhere-else";

    public static ImmutableArray<Failure> Run(Fleet fleet)
    {
        var simulator = new Simulator(fleet);
        return
        [
            .. fleet.Hosts.SelectMany(host => Consumers(simulator, fleet, host)),
            .. fleet.Hosts.SelectMany(host => Others(simulator, fleet, host)),
            .. from host in fleet.Hosts
               from consumer in host.Consumers
               from port in host.Ports
               from failure in RoutingCheck.Calls(simulator, fleet, host, consumer, port)
               select failure,
            .. fleet.Clusters.Values.SelectMany(cluster => RenderedRules.Check(fleet, cluster, simulator.Views[cluster.Facts.Name])),
            .. FleetRules.Check(fleet, simulator),
        ];
    }

    private static IEnumerable<Failure> Consumers(Simulator simulator, Fleet fleet, ExpectedHost host) =>
        from consumer in host.Consumers
        from port in host.Ports
        from zone in (string[])["a", "b"]
        from failure in Consumer(simulator, fleet, host, consumer, port, zone)
        select failure;

    private static IEnumerable<Failure> Consumer(
        Simulator simulator, Fleet fleet, ExpectedHost host, ExpectedConsumer consumer, int port, string zone)
    {
        var call = $"{consumer.Cluster}: {consumer.Namespace} -> {host.Host}:{port}";
        var facts = fleet[consumer.Cluster].Facts;
        var outcomes = simulator.Priorities(consumer.Cluster, consumer.Namespace, host.Host, port, zone);
        if (!simulator.Views[consumer.Cluster].Workloads.IsInjected(consumer.Namespace))
        {
            yield return new Failure(FailureReason.NotInjected, $"{call}: the client's namespace is not injected");
        }

        var servers = host.Servers.Where(server => !server.IsDraining).ToList();
        foreach (var outcome in outcomes)
        {
            if (outcome.Result is Failure failure)
            {
                yield return failure with { Detail = $"{call}: {failure.Detail}" };
            }
            else if (outcome.Result is Landing landing
                && (landing.ServicePort != port || !servers.Contains(new ExpectedServer(landing.Cluster, landing.Namespace, landing.Service))))
            {
                yield return new Failure(FailureReason.WrongLanding, $"{call}: lands on {landing}");
            }

            if (outcome.IsViaEgress != (host.IsViaEgress && (outcome.Result as Landing)?.Cluster != facts.Name))
            {
                yield return new Failure(FailureReason.WrongWay, $"{call}: '{outcome.Address}' is {(outcome.IsViaEgress ? "" : "not ")}called through the egress gateway");
            }
        }

        var landings = outcomes.Select(outcome => (outcome.Priority, (outcome.Result as Landing)?.Cluster)).ToList();
        foreach (var server in servers.Where(server => IsReachable(fleet, facts, server.Cluster)))
        {
            var addresses = server.Cluster == facts.Name ? 1 : fleet[server.Cluster].Facts.GatewayAddresses.Length;
            var count = landings.Count(item => item.Cluster == server.Cluster);
            if (count == 0 || count > addresses)
            {
                yield return new Failure(FailureReason.MissingLanding, $"{call}: '{server.Cluster}' is reached by {count} endpoints");
            }
        }

        // Before 1.6 a DestinationRule has no order of localities.
        if (host.HasFailover && !(host.IsLegacy && facts.IstioVersion < new Version(1, 6)))
        {
            foreach (var failure in Order(fleet, host, facts, outcomes.Length, landings))
            {
                yield return failure with { Detail = $"{call}: {failure.Detail}" };
            }
        }
    }

    /// <summary>Own cluster alone first; then the region that the specs name, else a cluster of the same region; then all others.</summary>
    private static IEnumerable<Failure> Order(
        Fleet fleet, ExpectedHost host, ClusterFacts facts, int endpoints, List<(int Priority, string? Cluster)> landings)
    {
        var serves = host.Servers.Any(server => server.Cluster == facts.Name && !server.IsDraining);
        if (serves && !(landings.Where(item => item.Priority == 0).Select(item => item.Cluster).SequenceEqual([facts.Name])))
        {
            yield return new Failure(FailureReason.NotOwnClusterFirst, "the own cluster is not the only first one");
        }

        var remote = landings.Where(item => item.Cluster is not null && item.Cluster != facts.Name).ToList();
        var second = In(host.Failover.GetValueOrDefault(facts.Region) ?? facts.Region);
        second = second.Count > 0 ? second : In(facts.Region);
        if (endpoints > 1 && second.Count > 0 && second.Count < remote.Count)
        {
            var best = second.Min(item => item.Priority);
            if (remote.Except(second).Any(item => item.Priority <= best))
            {
                yield return new Failure(FailureReason.NeighbourNotSecond, $"'{second[0].Cluster}' does not come before the other clusters");
            }
        }

        List<(int Priority, string? Cluster)> In(string region) =>
            [.. remote.Where(item => fleet[item.Cluster!].Facts.Region == region)];
    }

    /// <summary>Whoever is no consumer sees nothing; in a gateway's namespace at most what lies there: its own server or egress side.</summary>
    private static IEnumerable<Failure> Others(Simulator simulator, Fleet fleet, ExpectedHost host)
    {
        foreach (var (name, cluster) in fleet.Clusters)
        {
            var view = simulator.Views[name];
            if (host.IsLegacy && cluster.Facts.IstioVersion < new Version(1, 7))
            {
                // exportTo takes no names there: '*' is what LegacyRules ask for.
                continue;
            }

            var consumers = host.Consumers.Where(consumer => consumer.Cluster == name).Select(consumer => consumer.Namespace);
            IEnumerable<string> known =
            [
                .. view.Workloads.Namespaces, Outsider, cluster.Facts.GatewayNamespace, .. cluster.Facts.OtherGatewayNamespaces, cluster.Facts.RootNamespace,
            ];
            foreach (var place in known.Except(consumers).Distinct(StringComparer.Ordinal))
            {
                foreach (var entry in view.VisibleEntries(host.Host, place))
                {
                    var leadsToServices = entry.Endpoints.Any(endpoint => endpoint.Address.EndsWith($".svc.{cluster.Facts.ClusterDomain}", StringComparison.Ordinal));
                    var leadsAway = entry.Endpoints.Any(endpoint => !endpoint.Address.EndsWith($".svc.{cluster.Facts.ClusterDomain}", StringComparison.Ordinal));
                    var isServing = place == cluster.Facts.GatewayNamespace;
                    if (entry.Namespace != place || !(isServing || (host.IsViaEgress && place == cluster.Facts.EgressNamespace)))
                    {
                        yield return new Failure(FailureReason.VisibleToOthers, $"{name}: '{place}' sees {entry.Source} and is no consumer");
                    }
                    else if (isServing ? leadsAway : leadsToServices)
                    {
                        yield return new Failure(FailureReason.Loop, $"{name}: the gateway in '{place}' sees {entry.Source}, which leads to another gateway or back");
                    }
                }
            }
        }
    }

    private static bool IsReachable(Fleet fleet, ClusterFacts from, string cluster) =>
        cluster == from.Name || fleet[cluster].Facts.GatewayAddresses.Any(address =>
            address.ReachableFrom.IsEmpty || address.ReachableFrom.Contains(from.Name) || address.ReachableFrom.Contains(from.Network));
}
