namespace MeshGitOps.Tests.Simulation;

/// <summary>What must hold of the objects of the <c>.global</c> recipe, by the release of their cluster.</summary>
internal static class LegacyRules
{
    public static IEnumerable<Failure> Check(Fleet fleet, FleetCluster cluster, ClusterView view)
    {
        var hosts = fleet.Hosts.Where(host => host.IsLegacy).ToList();
        return
        [
            .. from host in hosts
               from entry in view.EntriesOf(host.Host)
               from failure in Entry(fleet, cluster, view, host, entry)
               select failure with { Detail = $"{cluster.Facts.Name}: {entry.Source} {failure.Detail}" },
            .. Gateway(hosts, cluster.Facts, cluster.Rendered),
        ];
    }

    private static IEnumerable<Failure> Entry(Fleet fleet, FleetCluster cluster, ClusterView view, ExpectedHost host, EntryView entry)
    {
        var facts = cluster.Facts;
        foreach (var failure in RenderedRules.Webhook(entry).Concat(RenderedRules.VirtualAddress(facts, entry)))
        {
            yield return failure;
        }

        if (!facts.ForwardsBySni)
        {
            yield return new Failure(FailureReason.ApiVersion, $"is of the .global recipe, which Istio {facts.IstioVersion} does not do");
        }

        if (view.EntriesOf(host.Host).Count() > 1)
        {
            yield return new Failure(FailureReason.DuplicateEntry, "is not the only entry of its host");
        }

        var consumers = host.Consumers.Where(consumer => consumer.Cluster == facts.Name).Select(consumer => consumer.Namespace).ToList();
        var visible = facts.IstioVersion < new Version(1, 7) ? ["*"] : consumers;
        if (!entry.ExportTo.Order(StringComparer.Ordinal).SequenceEqual(visible.Order(StringComparer.Ordinal)))
        {
            yield return new Failure(FailureReason.ExportTo, $"is not visible to {string.Join(", ", visible)}");
        }

        if (entry.Location != "MESH_INTERNAL")
        {
            yield return new Failure(FailureReason.Location, "is not MESH_INTERNAL");
        }

        if (entry.Resolution != "DNS")
        {
            yield return new Failure(FailureReason.Refused, "has another resolution than the recipe");
        }

        foreach (var endpoint in entry.Endpoints)
        {
            if (!entry.Ports.All(port => endpoint.Ports.ContainsKey(port.Name)))
            {
                yield return new Failure(FailureReason.EndpointPorts, $"does not say every port of '{endpoint.Address}'");
            }

            if (endpoint.HasTlsModeLabel != facts.IstioVersion >= new Version(1, 5))
            {
                yield return new Failure(FailureReason.MutualTls, $"has a tlsMode label on '{endpoint.Address}' that its release does not know, or lacks it");
            }

            if (endpoint.Locality.Length > 0 != facts.IstioVersion >= new Version(1, 6))
            {
                yield return new Failure(FailureReason.Locality, $"has a locality on '{endpoint.Address}' that its release does not act on, or lacks it");
            }
        }

        foreach (var consumer in consumers)
        {
            if (view.FindRule(host.Host, consumer, entry.Namespace) is not { } rule)
            {
                yield return new Failure(FailureReason.MutualTls, $"has no DestinationRule for '{consumer}'");
                continue;
            }

            foreach (var port in entry.Ports)
            {
                var policy = rule.PolicyOf(port.Number);
                if (policy.Text("tls", "mode") != "ISTIO_MUTUAL")
                {
                    yield return new Failure(FailureReason.MutualTls, $"has a DestinationRule that is not ISTIO_MUTUAL on {port.Number}");
                }

                foreach (var failure in FailoverRules.Check(fleet, facts, entry, policy))
                {
                    yield return failure;
                }
            }
        }
    }

    /// <summary>One wildcard for each host that is served to others: the SNI of its ports, and of nothing else.</summary>
    private static IEnumerable<Failure> Gateway(List<ExpectedHost> hosts, ClusterFacts facts, List<KubeObject> rendered)
    {
        if (!facts.ForwardsBySni)
        {
            yield break;
        }

        var served = hosts
            .Where(host => host.Servers.Any(server => server.Cluster == facts.Name) && host.Consumers.Any(consumer => consumer.Cluster != facts.Name))
            .Select(host => $"*.{host.Host}");
        var published = rendered.Where(item => item.Is("Gateway")).SelectMany(item => item.Spec.Items("servers")).SelectMany(server => server.Texts("hosts"));
        if (!served.Order(StringComparer.Ordinal).SequenceEqual(published.Order(StringComparer.Ordinal)))
        {
            yield return new Failure(FailureReason.GatewayHosts, $"{facts.Name}: the Gateway's hosts are not those that the cluster serves");
        }
    }
}
