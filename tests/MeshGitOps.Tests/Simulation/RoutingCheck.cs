using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Whether the requests of consumers go where the TrafficPolicies send them, and what must hold of the objects that do it.</summary>
internal static class RoutingCheck
{
    public static IEnumerable<Failure> Calls(Simulator simulator, Fleet fleet, ExpectedHost host, ExpectedConsumer consumer, int port)
    {
        var call = $"{consumer.Cluster}: {consumer.Namespace} -> {host.Host}:{port}";
        var isHttp = simulator.Views[consumer.Cluster].VisibleEntries(host.Host, consumer.Namespace).Any(entry =>
            entry.Ports.Any(item => item.Number == port && item.IsHttp));
        var expected = isHttp ? host.Routes : [];
        var calls = simulator.Routes(consumer.Cluster, consumer.Namespace, host.Host, port);
        if (calls.Select(item => item.Route).Distinct().Count() != expected.Length)
        {
            yield return new Failure(FailureReason.Routing, $"{call}: has {calls.Select(item => item.Route).Distinct().Count()} routes and should have {expected.Length}");
            yield break;
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var taken = calls.Where(item => item.Route == i).ToList();
            if (!taken.Select(item => item.Weight).SequenceEqual(expected[i].Select(item => item.Weight)))
            {
                yield return new Failure(FailureReason.Routing, $"{call}: route {i} has the weights {string.Join(' ', taken.Select(item => item.Weight))}");
                continue;
            }

            foreach (var failure in taken.Zip(expected[i]).SelectMany(pair => Landings(fleet, host, port, pair.First, pair.Second)))
            {
                yield return failure with { Detail = $"{call}: route {i}: {failure.Detail}" };
            }
        }
    }

    /// <summary>Beside the entry, with its visibility; every destination is a port that its host has.</summary>
    public static IEnumerable<Failure> Objects(FleetCluster cluster, ClusterView view)
    {
        foreach (var route in view.Routes.Where(route => cluster.Rendered.Contains(route.Source)))
        {
            var source = $"{cluster.Facts.Name}: {route.Source}";
            if (route.Source.Spec.Texts("hosts").Length != 1
                || view.EntriesOf(route.Host).FirstOrDefault(entry => entry.Namespace == route.Namespace) is not { } entry)
            {
                yield return new Failure(FailureReason.Routing, $"{source} is not for exactly one host with an entry beside it");
                continue;
            }

            if (route.ExportTo.Length != entry.ExportTo.Length || !route.ExportTo.ToHashSet(StringComparer.Ordinal).SetEquals(entry.ExportTo))
            {
                yield return new Failure(FailureReason.ExportTo, $"{source} and its entry are visible to different namespaces");
            }

            if (view.Routes.Count(other => other.Host == route.Host) > 1)
            {
                yield return new Failure(FailureReason.DuplicateRule, $"{source} is not the only one of '{route.Host}'");
            }
        }

        foreach (var rule in cluster.Rendered.Where(item => item.Is("DestinationRule")))
        {
            var policy = rule.Spec.At("trafficPolicy") as YamlMap ?? [];
            var levels = rule.Spec.Items("subsets").SelectMany(subset => subset.Items("trafficPolicy", "portLevelSettings"))
                .Concat(rule.Spec.Items("trafficPolicy", "portLevelSettings"));
            foreach (var level in levels.OfType<YamlMap>())
            {
                var lost = policy.Keys.Except(level.Keys).Except(["portLevelSettings"]).ToList();
                if (lost.Count > 0)
                {
                    yield return new Failure(FailureReason.PortLevel, $"{cluster.Facts.Name}: {rule} drops {string.Join(", ", lost)} for port {level.Text("port", "number")}");
                }
            }
        }
    }

    /// <summary>Every outcome is a landing of the backend, on the port that was called or on its only one; a pinned cluster is the only one.</summary>
    private static IEnumerable<Failure> Landings(Fleet fleet, ExpectedHost host, int port, RoutedCall call, ExpectedDestination expected)
    {
        var backend = expected.Service is { } service ? fleet.Hosts.First(other => other.Service == service && other.ConfigNamespace == host.ConfigNamespace) : host;
        var servers = backend.Servers.Where(server => !server.IsDraining && (expected.Cluster is null || server.Cluster == expected.Cluster)).ToList();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var outcome in call.Outcomes)
        {
            if (outcome.Result is Failure failure)
            {
                yield return failure;
            }
            else if (outcome.Result is Landing landing)
            {
                reached.Add(landing.Cluster);
                if (!servers.Contains(new ExpectedServer(landing.Cluster, landing.Namespace, landing.Service))
                    || landing.ServicePort != (backend.Ports.Contains(port) ? port : backend.Ports[0]))
                {
                    yield return new Failure(FailureReason.WrongLanding, $"lands on {landing}");
                }
            }
        }

        if (reached.Count != servers.Count)
        {
            yield return new Failure(FailureReason.MissingLanding, $"reaches {reached.Count} clusters and should reach {servers.Count}");
        }
    }
}
