using System.Collections.Immutable;
using static MeshGitOps.Tests.Simulation.EntryMutations;
using static MeshGitOps.Tests.Simulation.FailureReason;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The rules of the egress hop, broken in its entry, its rule, its Gateway, and in the first hop that leads to it.</summary>
internal static class EgressMutations
{
    /// <summary>Made once: a fleet without an egress hop leaves these very mutations out.</summary>
    public static readonly ImmutableArray<Mutation> All =
    [
        new("The egress side lies in the config namespace", 1, [DuplicateEntry, NoFilterChain], parts =>
            Change(parts.Egresses, side => Move(side, side.Host.ConfigNamespace))),
        new("The egress side is exported to the consumers", 1, [AmbiguousEntry], parts =>
            Change(parts.Egresses.Where(side => side.Consumers.Any()), side =>
            {
                Export(side.Entry, [".", .. side.Consumers]);
                Export(side.Rule, [".", .. side.Consumers]);
            })),
        new("The client side is visible to the egress gateway", 2, [DuplicateFilterChain, VisibleToOthers], parts =>
            Change(Hops(parts), side => Export(side.Entry, [.. side.Consumers, side.Cluster.Facts.EgressNamespace]))),
        new("The client side is the only entry that the egress gateway sees", 2, [Loop, VisibleToOthers], parts =>
            Change(Hops(parts), side =>
            {
                Export(side.Entry, [.. side.Consumers, side.Cluster.Facts.EgressNamespace]);
                Export(side.Rule, [.. side.Consumers, side.Cluster.Facts.EgressNamespace]);
                side.Cluster.Rendered.Remove(EgressOf(parts, side).Entry);
            })),
        new("One entry serves client and egress gateway, with the gateways of both hops", 2, [Loop, VisibleToOthers, WrongWay], parts =>
            Change(Hops(parts), side =>
            {
                var egress = EgressOf(parts, side);
                ((YamlList)side.Spec["endpoints"]!).AddRange(egress.Endpoints.Select(PlainTree.Copy));
                Export(side.Entry, [.. side.Consumers, side.Cluster.Facts.EgressNamespace]);
                Export(side.Rule, [.. side.Consumers, side.Cluster.Facts.EgressNamespace]);
                side.Cluster.Rendered.Remove(egress.Entry);
            })),
        new("The egress side has another port number", 3, [PortsDiffer, NoFilterChain], parts =>
            Change(parts.Egresses, side => side.Ports[0]["number"] = side.Ports[0].Number("number") + 20001L)),
        new("The egress side says no location", 4, [FailureReason.Location, NoFilterChain], parts =>
            Change(parts.Egresses, side => side.Spec.Remove("location"))),
        new("The egress side has no tlsMode label", 5, [MutualTls], parts => Change(parts.Egresses, Unlabel)),
        new("The egress side has no rule", 5, [MutualTls], parts => Change(parts.Egresses, side => side.Cluster.Rendered.Remove(side.Rule))),
        new("The egress side has neither label nor rule", 5, [MutualTls, NoEndpoints], parts => Change(Filtered(parts), side =>
        {
            Unlabel(side);
            side.Cluster.Rendered.Remove(side.Rule);
        })),
        new("The rule of the egress side disables TLS", 5, [MutualTls, NoEndpoints], parts =>
            Change(Filtered(parts), side => ((YamlMap)side.Policy["tls"]!)["mode"] = "DISABLE")),
        new("The first hop is made without mTLS", 5, [MutualTls, Plaintext], parts => Change(Hops(parts), side =>
        {
            Unlabel(side);
            side.Cluster.Rendered.Remove(side.Rule);
        })),
        new("An endpoint of the egress side does not say its port", 6, [EndpointPorts, NothingListens], parts =>
            Change(parts.Egresses, side => side.Endpoints[0].Remove("ports"))),
        new("The first hop has the port of the service", 6, [NothingListens], parts =>
            Change(Hops(parts), side => ((YamlMap)HopOf(side)["ports"]!)[side.Ports[0].Text("name")!] = side.Ports[0]["number"])),
        new("An endpoint of the egress side has no locality", 7, [FailureReason.Locality], parts =>
            Change(parts.Egresses, side => side.Endpoints[0].Remove("locality"))),
        new("The first hop beside a local endpoint has the own region", 7, [NotOwnClusterFirst], parts =>
            Change(Hops(parts).Intersect(parts.LocalFirstClients), side => HopOf(side)["locality"] = side.Cluster.Facts.Region)),
        new("The first hop alone has outlier detection", 8, [FailureReason.Failover], parts =>
            Change(Hops(parts).Where(side => side.Endpoints.Count == 1), side =>
                side.Policy["outlierDetection"] = new YamlMap { ["consecutiveGatewayErrors"] = 5L })),
        new("A client with a local endpoint and the first hop has no outlier detection", 8, [FailureReason.Failover, NotOwnClusterFirst], parts =>
            Change(Hops(parts).Intersect(parts.LocalFirstClients), side => side.Policy.Remove("outlierDetection"))),
        new("Several clusters behind the egress gateway have no outlier detection", 8, [FailureReason.Failover, NeighbourNotSecond], parts =>
            Change(Ordered(parts), side => side.Policy.Remove("outlierDetection"))),
        new("A single cluster behind the egress gateway has outlier detection", 8, [FailureReason.Failover], parts =>
            Change(parts.Egresses.Where(side => side.Endpoints.Count == 1), side =>
                side.Policy["outlierDetection"] = new YamlMap { ["consecutiveGatewayErrors"] = 5L })),
        new("The failover behind the egress gateway names the wrong region", 8, [NeighbourNotSecond], parts =>
            Change(Ordered(parts), side => ((YamlMap)FailoverOf(side)[0]!)["to"] = side.Endpoints[^1]["locality"])),
        new("The egress side has another virtual address", 9, [FailureReason.VirtualAddress], parts =>
            Change(parts.Egresses, side => side.Spec["addresses"] = new YamlList { "240.63.255.7" })),
        new("The egress Gateway names another host", 10, [GatewayHosts, NoFilterChain], parts =>
            ChangeServer(parts, (side, server) => ((YamlList)server["hosts"]!)[server.Items("hosts").ToList().IndexOf(side.Host.Host)] = "other.example.com")),
        new("The egress Gateway has a wildcard host", 10, [GatewayHosts], parts =>
            ChangeServer(parts, (side, server) => server["hosts"] = new YamlList { "*" + side.Host.Host[side.Host.Host.IndexOf('.', StringComparison.Ordinal)..] })),
        new("The egress Gateway has a host without an egress side", 10, [GatewayHosts, NoFilterChain], parts =>
            Change(parts.Egresses, side => side.Cluster.Rendered.Remove(side.Entry))),
        new("There is no egress Gateway", 10, [GatewayHosts, NothingListens], parts =>
            parts.EgressGateways.Take(1).ToList().Exists(item => item.Egress.Cluster.Rendered.Remove(item.Gateway))),
        new("The egress Gateway is on a port that its Service has not", 10, [FailureReason.GatewayPort, NothingListens], parts =>
            ChangeServer(parts, (_, server) => ((YamlMap)server["port"]!)["number"] = 15445L)),
        new("The egress Gateway selects other pods", 10, [NothingListens], parts =>
            parts.EgressGateways.Take(1).ToList().Exists(item =>
            {
                ((YamlMap)item.Gateway.Spec!)["selector"] = new YamlMap { ["istio"] = "ingressgateway" };
                return true;
            })),
        new("The egress Gateway ends TLS", 10, [NothingListens], parts =>
            ChangeServer(parts, (_, server) => ((YamlMap)server["tls"]!)["mode"] = "ISTIO_MUTUAL")),
        new("The Service of the egress gateway does not expose the port", 10, [NothingListens], parts =>
            Change(Hops(parts), side =>
            {
                var facts = side.Cluster.Facts;
                var service = side.Cluster.Own.FirstOrDefault(item =>
                    item is { Kind: "Service", Group: "" } && item.Name == facts.EgressService && item.Namespace == facts.EgressNamespace);
                return service is not null
                    && ((YamlList)service.Spec.At("ports")!).RemoveAll(port => port.Number("port") == facts.EgressPort) > 0;
            })),
        new("The Service of the egress gateway leads to other pods", 10, [NothingListens], parts =>
            Change(Hops(parts), side =>
            {
                var facts = side.Cluster.Facts;
                var service = side.Cluster.Own.FirstOrDefault(item =>
                    item is { Kind: "Service", Group: "" } && item.Name == facts.EgressService && item.Namespace == facts.EgressNamespace);
                if (service is not null)
                {
                    ((YamlMap)service.Spec!)["selector"] = new YamlMap { [facts.EgressSelector.Keys.First()] = "another" };
                }

                return service is not null;
            })),
        new("The egress side lies in the namespace of the east-west gateway", 11, [DuplicateEntry, Loop, NoFilterChain], parts =>
            Change(parts.EgressesOfServers, side => Move(side, side.Cluster.Facts.GatewayNamespace))),
        new("The egress side is visible to the east-west gateway", 11, [DuplicateFilterChain, VisibleToOthers], parts =>
            Change(parts.EgressesOfServers, side => Export(side.Entry, [".", side.Cluster.Facts.GatewayNamespace]))),
        new("The server side is visible to the egress gateway", 11, [DuplicateFilterChain, VisibleToOthers], parts =>
            Change(parts.EgressesOfServers, side =>
            {
                var server = parts.Servers.First(item => item.Host == side.Host && item.Cluster == side.Cluster);
                Export(server.Entry, [".", side.Cluster.Facts.EgressNamespace]);
            })),
        new("PeerAuthentication disables mTLS in the egress gateway's namespace", 18, [FailureReason.PeerAuthentication], parts =>
            Change(parts.Egresses, side => side.Cluster.Own.Add(new KubeObject(
                PlainYaml.Single($$"""
                    apiVersion: security.istio.io/v1
                    kind: PeerAuthentication
                    metadata: {name: users-own, namespace: {{side.Cluster.Facts.EgressNamespace}} }
                    spec: {mtls: {mode: DISABLE} }
                    """),
                "mutation")))),
        new("A client goes around the egress gateway", 0, [WrongWay], parts =>
            Change(Hops(parts), side =>
            {
                var list = (YamlList)side.Spec["endpoints"]!;
                list.Remove(HopOf(side));
                list.AddRange(EgressOf(parts, side).Endpoints.Select(PlainTree.Copy));
            })),
    ];

    /// <summary>The client sides that lead to the egress gateway.</summary>
    private static IEnumerable<Side> Hops(FleetParts parts) => parts.Clients.Where(side => side.Consumers.Any() && side.Endpoints.Exists(side.IsHop));

    private static YamlMap HopOf(Side side) => side.Endpoints.First(side.IsHop);

    private static Side EgressOf(FleetParts parts, Side client) =>
        parts.Egresses.First(side => side.Host == client.Host && side.Cluster == client.Cluster);

    /// <summary>Where the gateway asks for mTLS on the endpoints.</summary>
    private static IEnumerable<Side> Filtered(FleetParts parts) => parts.Egresses.Where(side =>
        side.Cluster.Facts.IstioVersion >= new Version(1, 20) || side.Spec.Text("resolution") == "STATIC");

    /// <summary>Where one of several clusters comes before the others.</summary>
    private static IEnumerable<Side> Ordered(FleetParts parts) => parts.Egresses.Where(side =>
        side.Endpoints.Count > 1 && side.Policy.At("loadBalancer", "localityLbSetting", "failover") is YamlList
        && side.Endpoints[0].Text("locality") != side.Endpoints[^1].Text("locality"));

    private static YamlList FailoverOf(Side side) => (YamlList)side.Policy.At("loadBalancer", "localityLbSetting", "failover")!;

    private static bool ChangeServer(FleetParts parts, Action<Side, YamlMap> change) =>
        parts.EgressGateways.Take(1).ToList().Exists(item =>
        {
            change(item.Egress, item.Gateway.Spec.Items("servers").OfType<YamlMap>().First());
            return true;
        });

    private static void Unlabel(Side side) =>
        side.Endpoints.ForEach(endpoint => ((YamlMap)endpoint["labels"]!).Remove("security.istio.io/tlsMode"));
}
