using System.Collections.Immutable;
using static MeshGitOps.Tests.Simulation.EntryMutations;
using static MeshGitOps.Tests.Simulation.FailureReason;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Rules 2, 13 and 14 where requests are routed: the VirtualService, and the subsets that pin clusters.</summary>
internal static class TrafficMutations
{
    /// <summary>Made once: a fleet without routes leaves these very mutations out.</summary>
    public static readonly ImmutableArray<Mutation> All =
    [
        new("The routes are visible to one consumer less than the entry", 2, [ExportTo, FailureReason.Routing], parts =>
            Change(Routed(parts), side => Export(RoutesOf(side), ["nobody", .. side.Consumers.Skip(1)]))),
        new("The routes are visible to everybody", 2, [ExportTo], parts =>
            Change(Routed(parts), side => Export(RoutesOf(side), ["*"]))),
        new("The routes are lost", 0, [FailureReason.Routing], parts =>
            Change(Routed(parts), side => side.Cluster.Rendered.Remove(RoutesOf(side)))),
        new("The weights are turned round", 0, [FailureReason.Routing], parts =>
            Change(Routed(parts), side => Split(side) is { } split && (((YamlMap)split[0]!)["weight"], ((YamlMap)split[1]!)["weight"]) is var (first, second)
                && (((YamlMap)split[0]!)["weight"] = second) is not null && (((YamlMap)split[1]!)["weight"] = first) is not null)),
        new("A route leads to a subset that is not there", 13, [NoEndpoints], parts =>
            Change(Pinned(parts), side => ((YamlMap)Pin(side)!)["name"] = "other")),
        new("A pin has no SNI of its own", 13, [NoFilterChain], parts =>
            Change(Pinned(parts).Where(side => side.Ports.Count == 1), side => ((YamlMap)Pin(side).At("trafficPolicy", "tls")!).Remove("sni"))),
        new("The ports of a pin have no SNI of their own", 13, [NoFilterChain], parts =>
            Change(Pinned(parts).Where(side => side.Ports.Count > 1), side =>
                Pin(side).Items("trafficPolicy", "portLevelSettings").ToList().ForEach(level => ((YamlMap)level.At("tls")!).Remove("sni")))),
        new("One SNI of a pin is for all ports", 13, [WrongLanding], parts =>
            Change(Pinned(parts).Where(side => side.Ports.Count > 1), side => ((YamlMap)Pin(side)!)["trafficPolicy"] = new YamlMap
            {
                ["tls"] = PlainTree.Copy(Pin(side).Items("trafficPolicy", "portLevelSettings")[0].At("tls")),
            })),
        new("A pin goes by the label that istiod writes over", 13, [NoEndpoints], parts =>
            Change(Pinned(parts), side =>
            {
                var cluster = Pin(side).Text("labels", "meshgitops.io/cluster");
                side.Endpoints.ForEach(endpoint => ((YamlMap)endpoint["labels"]!)["topology.istio.io/cluster"] = endpoint.Text("labels", "meshgitops.io/cluster"));
                ((YamlMap)Pin(side)!)["labels"] = new YamlMap { ["topology.istio.io/cluster"] = cluster };
            })),
        new("A pin is for another cluster", 13, [WrongLanding], parts =>
            Change(Pinned(parts), side => ((YamlMap)Pin(side).At("labels")!)["meshgitops.io/cluster"] = side.Endpoints
                .Select(endpoint => endpoint.Text("labels", "meshgitops.io/cluster"))
                .First(cluster => cluster != Pin(side).Text("labels", "meshgitops.io/cluster")))),
        .. new[] { "tls", "outlierDetection", "loadBalancer" }.Select(field => new Mutation($"A port level leaves out {field}", 14, [PortLevel], parts =>
            Change(Pinned(parts).Where(side => side.Ports.Count > 1), side => ((YamlMap)Pin(side).Items("trafficPolicy", "portLevelSettings")[0]!).Remove(field)))),
    ];

    private static IEnumerable<Side> Routed(FleetParts parts) => parts.Clients.Where(side => Find(side) is not null);

    /// <summary>Pins of another cluster, so that a call goes through its gateway.</summary>
    private static IEnumerable<Side> Pinned(FleetParts parts) => Routed(parts).Where(side => Pin(side) is not null);

    private static object? Pin(Side side) => side.Rule.Spec.Items("subsets").FirstOrDefault(subset => subset.Text("labels", "meshgitops.io/cluster") != side.Cluster.Facts.Name);

    private static IReadOnlyList<object?>? Split(Side side) => RoutesOf(side).Spec.Items("http").Select(route => route.Items("route"))
        .FirstOrDefault(route => route.Count > 1 && route[0].Text("weight") != route[1].Text("weight"));

    private static KubeObject RoutesOf(Side side) => Find(side)!;

    private static KubeObject? Find(Side side) => side.Cluster.Rendered.Find(item => item.Is("VirtualService") && item.Spec.Texts("hosts").Contains(side.Host.Host));
}
