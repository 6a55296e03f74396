using System.Collections.Immutable;
using System.Net;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// What must hold of each rendered entry and its DestinationRule, also where the walk of one Istio version would get by without it.
/// </summary>
internal static class RenderedRules
{
    public static IEnumerable<Failure> Check(Fleet fleet, FleetCluster cluster, ClusterView view)
    {
        var legacy = fleet.Hosts.Where(host => host.IsLegacy).Select(host => host.Host).ToHashSet(StringComparer.Ordinal);
        var entries = cluster.Rendered
            .Where(item => item.Is("ServiceEntry") && !item.Spec.Texts("hosts").Any(legacy.Contains))
            .ToList();
        return
        [
            .. LegacyRules.Check(fleet, cluster, view),
            .. entries.SelectMany(item => item.Spec.Texts("hosts").SelectMany(host => Entry(cluster, view, new EntryView(item, host)))),
            .. entries.SelectMany(item => item.Spec.Texts("hosts").SelectMany(host => Rule(fleet, cluster, view, new EntryView(item, host)))),
            .. GatewayObjects(cluster, view, cluster.Facts.EastWest),
            .. cluster.Facts.EgressNamespace == cluster.Facts.GatewayNamespace ? [] : GatewayObjects(cluster, view, cluster.Facts.Egress),
            .. RoutingCheck.Objects(cluster, view),
            .. Authentications(fleet, cluster),
            .. cluster.Rendered.SelectMany(item => Version(cluster.Facts, item)),
        ];
    }

    private static IEnumerable<Failure> Entry(FleetCluster cluster, ClusterView view, EntryView entry)
    {
        var source = $"{cluster.Facts.Name}: {entry.Source}";
        foreach (var failure in Webhook(entry))
        {
            yield return failure with { Detail = $"{source} {failure.Detail}" };
        }

        if (view.EntriesOf(entry.Host).Count(other => other.Namespace == entry.Namespace) > 1)
        {
            yield return new Failure(FailureReason.DuplicateEntry, $"{source} is not the only entry of '{entry.Host}' in its namespace");
        }

        if (entry.ExportTo.IsEmpty || entry.ExportTo.Contains("*"))
        {
            yield return new Failure(FailureReason.ExportTo, $"{source} is visible to everybody");
        }

        if (entry.Location != "MESH_INTERNAL")
        {
            yield return new Failure(FailureReason.Location, $"{source} is not MESH_INTERNAL");
        }

        foreach (var endpoint in entry.Endpoints)
        {
            if (!endpoint.HasTlsModeLabel)
            {
                yield return new Failure(FailureReason.MutualTls, $"{source} has no tlsMode label on '{endpoint.Address}'");
            }

            if (!entry.Ports.All(port => endpoint.Ports.ContainsKey(port.Name)))
            {
                yield return new Failure(FailureReason.EndpointPorts, $"{source} does not say every port of '{endpoint.Address}'");
            }

            if (endpoint.Locality.Length == 0)
            {
                yield return new Failure(FailureReason.Locality, $"{source} has no locality on '{endpoint.Address}'");
            }

            if (endpoint.ServiceAccount is not null)
            {
                yield return new Failure(FailureReason.SubjectAltNames, $"{source} names a service account on '{endpoint.Address}'");
            }
        }

        foreach (var failure in VirtualAddress(cluster.Facts, entry))
        {
            yield return failure with { Detail = $"{source} {failure.Detail}" };
        }
    }

    internal static IEnumerable<Failure> Webhook(EntryView entry)
    {
        if (entry.ExportTo.Length > 0 && !Visibility.IsValid(entry.ExportTo, entry.Namespace))
        {
            yield return new Failure(FailureReason.Refused, "has an exportTo that the webhook refuses");
        }

        if (entry.Resolution is not ("STATIC" or "DNS"))
        {
            yield return new Failure(FailureReason.Refused, $"has endpoints and the resolution '{entry.Resolution}'");
        }

        var hostnames = entry.Endpoints.Where(endpoint => !IPAddress.TryParse(endpoint.Address, out _)).ToList();
        if (entry.Resolution == "STATIC" && hostnames.Count > 0)
        {
            yield return new Failure(FailureReason.Refused, $"is STATIC, and '{hostnames[0].Address}' is not a valid IP address");
        }

        if (entry.Endpoints.SelectMany(endpoint => endpoint.Ports.Keys).Except(entry.Ports.Select(port => port.Name)).Any())
        {
            yield return new Failure(FailureReason.Refused, "has an endpoint port that the entry does not define");
        }

        if (entry.Ports.IsEmpty || entry.Ports.DistinctBy(port => port.Number).Count() != entry.Ports.Length
            || entry.Ports.DistinctBy(port => port.Name).Count() != entry.Ports.Length)
        {
            yield return new Failure(FailureReason.Refused, "has no ports, or one of them twice");
        }

        if (entry.Ports.Any(port => port.Protocol.Length == 0))
        {
            yield return new Failure(FailureReason.NoProtocol, "has a port without a protocol");
        }
    }

    internal static IEnumerable<Failure> VirtualAddress(ClusterFacts facts, EntryView entry)
    {
        if (entry.Addresses.Length != 1 || !IPAddress.TryParse(entry.Addresses[0], out var address))
        {
            yield return new Failure(FailureReason.VirtualAddress, "does not have exactly one virtual address");
            yield break;
        }

        string[] forbidden = ["127.0.0.0/8", "224.0.0.0/4", "169.254.0.0/16", .. facts.PodCidrs, .. facts.ServiceCidrs];
        if (forbidden.FirstOrDefault(range => IPNetwork.Parse(range).Contains(address)) is { } inside)
        {
            yield return new Failure(FailureReason.VirtualAddress, $"has an address inside {inside}");
        }
    }

    private static IEnumerable<Failure> Rule(Fleet fleet, FleetCluster cluster, ClusterView view, EntryView entry)
    {
        var source = $"{cluster.Facts.Name}: {entry.Source}";
        var beside = view.RulesOf(entry.Host).Where(rule => rule.Namespace == entry.Namespace).ToList();
        if (beside.Count != 1)
        {
            yield return new Failure(
                beside.Count == 0 ? FailureReason.MutualTls : FailureReason.DuplicateRule,
                $"{source} has {beside.Count} DestinationRules beside it");
            yield break;
        }

        var rule = beside[0];
        if (!rule.ExportTo.ToHashSet(StringComparer.Ordinal).SetEquals(entry.ExportTo) || rule.ExportTo.Length != entry.ExportTo.Length)
        {
            yield return new Failure(FailureReason.ExportTo, $"{source} and its DestinationRule are visible to different namespaces");
        }

        foreach (var place in entry.ExportTo.Where(place => place != "."))
        {
            if (view.FindRule(entry.Host, place, entry.Namespace) is { } found && found.Source != rule.Source)
            {
                yield return new Failure(FailureReason.Shadowed, $"{source}: {found.Source} takes the place of our rule in '{place}'");
            }

            if (view.EntriesOf(entry.Host).Any(other => other.Namespace == place))
            {
                yield return new Failure(FailureReason.Shadowed, $"{source}: another entry of the host lies in '{place}'");
            }
        }

        foreach (var port in entry.Ports)
        {
            var policy = rule.PolicyOf(port.Number);
            if (policy.Text("tls", "mode") != "ISTIO_MUTUAL")
            {
                yield return new Failure(FailureReason.MutualTls, $"{source}: its DestinationRule is not ISTIO_MUTUAL on {port.Number}");
            }

            foreach (var failure in FailoverRules.Check(fleet, cluster.Facts, entry, policy))
            {
                yield return failure with { Detail = $"{source} {failure.Detail}" };
            }
        }
    }

    /// <summary>Exact hosts, one for each entry beside it, on the port of the gateway's Service.</summary>
    private static IEnumerable<Failure> GatewayObjects(FleetCluster cluster, ClusterView view, GatewayFacts gateway)
    {
        var source = $"{cluster.Facts.Name}: the Gateway in '{gateway.Namespace}'";
        var objects = cluster.Rendered.Where(item => item.Is("Gateway") && item.Namespace == gateway.Namespace).ToList();
        var servers = objects.SelectMany(item => item.Spec.Items("servers")).ToList();
        if (servers.Any(server => server.Number("port", "number") != gateway.ServicePort))
        {
            yield return new Failure(FailureReason.GatewayPort, $"{source} has a server that is not on {gateway.ServicePort}");
        }

        // A Gateway of an east-west gateway may be somebody else's; that of an egress gateway is always ours.
        if (objects.Count == 0 && gateway.Namespace == cluster.Facts.GatewayNamespace)
        {
            yield break;
        }

        // What LegacyRules look at: these releases know no server side.
        var hosts = servers.SelectMany(server => server.Texts("hosts")).Where(host => !cluster.Facts.ForwardsBySni || !host.StartsWith("*.", StringComparison.Ordinal));
        var published = view.Entries.Where(entry => entry.Namespace == gateway.Namespace).Select(entry => entry.Host);
        if (!hosts.Order(StringComparer.Ordinal).SequenceEqual(published.Order(StringComparer.Ordinal)))
        {
            yield return new Failure(FailureReason.GatewayHosts, $"{source} does not have the hosts of the entries there");
        }
    }

    private static IEnumerable<Failure> Authentications(Fleet fleet, FleetCluster cluster)
    {
        var whole = cluster.All
            .Where(item => item.Kind == "PeerAuthentication" && item.Spec.TextMap("selector", "matchLabels").IsEmpty)
            .ToList();
        foreach (var twice in whole.GroupBy(item => item.Namespace, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new Failure(FailureReason.PeerAuthentication, $"{cluster.Facts.Name}: '{twice.Key}' has two PeerAuthentications for the namespace");
        }

        var members = fleet.Hosts.SelectMany(host => host.Servers).Where(server => server.Cluster == cluster.Facts.Name).Select(server => server.Namespace);
        foreach (var place in members.Append(cluster.Facts.GatewayNamespace).Append(cluster.Facts.EgressNamespace).Distinct(StringComparer.Ordinal))
        {
            if (whole.Any(item => item.Namespace == place && item.Spec.Text("mtls", "mode") == "DISABLE"))
            {
                yield return new Failure(FailureReason.PeerAuthentication, $"{cluster.Facts.Name}: '{place}' has mTLS disabled");
            }
        }
    }

    private static IEnumerable<Failure> Version(ClusterFacts facts, KubeObject item)
    {
        if (item.Group is not ("networking.istio.io" or "security.istio.io"))
        {
            yield break;
        }

        var expected = item.Kind == "EnvoyFilter" ? "v1alpha3" : facts.IstioVersion >= new Version(1, 22) ? "v1" : facts.IstioVersion >= new Version(1, 5) ? "v1beta1" : "v1alpha3";
        if (item.ApiVersion != $"{item.Group}/{expected}")
        {
            yield return new Failure(FailureReason.ApiVersion, $"{facts.Name}: {item} is '{item.ApiVersion}' on Istio {facts.IstioVersion}");
        }
    }
}
