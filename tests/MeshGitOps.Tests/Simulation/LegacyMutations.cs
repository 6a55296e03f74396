using System.Collections.Immutable;
using static MeshGitOps.Tests.Simulation.FailureReason;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Ways to break the objects of the <c>.global</c> recipe.</summary>
internal static class LegacyMutations
{
    public static ImmutableArray<Mutation> All =>
    [
        new("A second entry of the host lies in the consumers' namespace", 1, [DuplicateEntry], parts => Change(Remote(parts), side =>
        {
            var copy = side.Entry.Copy();
            ((YamlMap)copy.Tree["metadata"]!)["namespace"] = side.Host.Consumers.First(item => item.Cluster == side.Cluster.Facts.Name).Namespace;
            side.Cluster.Rendered.Add(copy);
            return true;
        })),
        new("The entry is visible in its own namespace alone", 2, [ExportTo, NotVisible], parts =>
            Change(Remote(parts), side => EntryMutations.Export(side.Entry, ["."]))),
        new("The entry names its consumers before 1.7", 2, [ExportTo], parts =>
            Change(Remote(parts).Where(side => side.Cluster.Facts.IstioVersion < new Version(1, 7)), side => EntryMutations.Export(side.Entry, ["default"]))),
        new("The entry is visible to everybody from 1.7 on", 2, [ExportTo, VisibleToOthers], parts =>
            Change(Remote(parts).Where(side => side.Cluster.Facts.IstioVersion >= new Version(1, 7)), side => EntryMutations.Export(side.Entry, ["*"]))),
        new("The entry has another port number than the Service", 3, [PortsDiffer, NoPort], parts =>
            Change(Remote(parts), side => Port(side)["number"] = Port(side).Number("number") + 20001L)),
        new("The Service behind the gateway has another port number", 3, [NoServicePort], parts => Change(Remote(parts), side =>
        {
            var service = Service(parts, side);
            ((YamlMap)service.Spec.Items("ports")[0]!)["port"] = 20001L;
        })),
        new("A port says no protocol", 3, [NoProtocol], parts => Change(Remote(parts), side => Port(side).Remove("protocol"))),
        new("The entry lies outside the mesh", 4, [FailureReason.Location], parts => Change(Remote(parts), side => Spec(side.Entry)["location"] = "MESH_EXTERNAL")),
        new("No rule asks for mutual TLS", 5, [MutualTls], parts =>
            Change(Remote(parts), side => side.Cluster.Rendered.RemoveAll(item => item.Is("DestinationRule") && item.Namespace == side.Entry.Namespace) > 0)),
        new("The rules disable TLS", 5, [MutualTls, Plaintext], parts => Change(Remote(parts), side =>
        {
            foreach (var rule in side.Cluster.Rendered.Where(item => item.Is("DestinationRule") && item.Namespace == side.Entry.Namespace))
            {
                ((YamlMap)rule.Spec.At("trafficPolicy", "tls")!)["mode"] = "DISABLE";
            }
        })),
        new("An endpoint has a label that its release does not know", 5, [MutualTls], parts =>
            Change(Remote(parts).Where(side => side.Cluster.Facts.IstioVersion < new Version(1, 5)), side =>
                Endpoint(side)["labels"] = new YamlMap { ["security.istio.io/tlsMode"] = "istio" })),
        new("A remote endpoint does not say its port", 6, [EndpointPorts, NothingListens], parts =>
            Change(Remote(parts), side => Endpoint(side).Remove("ports"))),
        new("A remote endpoint has the port of the Service", 6, [NothingListens], parts =>
            Change(Remote(parts), side => ((YamlMap)Endpoint(side)["ports"]!)[Port(side).Text("name")!] = Port(side)["number"])),
        new("An endpoint has a locality that its release does not act on, or lacks it", 7, [FailureReason.Locality], parts => Change(Remote(parts), side =>
        {
            if (!Endpoint(side).Remove("locality"))
            {
                Endpoint(side)["locality"] = "somewhere";
            }
        })),
        new("Several endpoints have no outlier detection", 8, [Failover], parts =>
            Change(Sides(parts).Where(side => side.Entry.Spec.Items("endpoints").Count > 1), side => side.Cluster.Rendered
                .RemoveAll(item => item.Is("DestinationRule") && item.Spec.Text("host") == side.Host.Host) > 0)),
        new("A virtual address is a loopback address", 9, [FailureReason.VirtualAddress], parts =>
            Change(Remote(parts), side => Spec(side.Entry)["addresses"] = new YamlList { "127.127.42.69" })),
        new("Two hosts have one virtual address", 9, [FailureReason.VirtualAddress], parts => Change(Remote(parts), side =>
        {
            var other = Sides(parts).FirstOrDefault(item => item.Cluster == side.Cluster && item.Host != side.Host);
            Spec(side.Entry)["addresses"] = PlainTree.Copy(other is null ? null : Spec(other.Entry)["addresses"]);
            return other is not null;
        })),
        new("The Gateway has the host without a wildcard", 10, [GatewayHosts, NoFilterChain], parts =>
            Change(Remote(parts), side => SetHosts(Gateway(parts, side), [side.Host.Host]))),
        new("The Gateway publishes the whole domain", 10, [GatewayHosts], parts =>
            Change(Remote(parts), side => SetHosts(Gateway(parts, side), ["*.global"]))),
        new("The Gateway selects another gateway", 10, [NothingListens], parts =>
            Change(Remote(parts), side => Spec(Gateway(parts, side))["selector"] = new YamlMap { ["istio"] = "eastwestgateway" })),
        new("The client checks identities", 15, [SubjectAltNames], parts =>
            Change(Remote(parts), side => Spec(side.Entry)["subjectAltNames"] = new YamlList { "spiffe://cluster.local/ns/default/sa/default" })),
        new("The workload has no sidecar", 18, [NotInjected], parts => Change(Remote(parts), side =>
            Serving(parts, side).Rendered.RemoveAll(item => item.Kind == "Namespace" && item.Name == side.Host.Servers[0].Namespace) > 0)),
        new("The entry has the version of a later release", 19, [FailureReason.ApiVersion], parts =>
            Change(Remote(parts), side => side.Entry.Tree["apiVersion"] = "networking.istio.io/v1")),
        new("The gateway does not rewrite", 0, [NoEndpoints], parts =>
            Change(Remote(parts), side => Serving(parts, side).Rendered.RemoveAll(item => item.Kind == "EnvoyFilter") > 0)),
        new("The rewrite has the form of another release", 0, [NoEndpoints], parts => Change(Remote(parts), side =>
        {
            var spec = Spec(Filter(parts, side));
            if (spec.Remove("filters", out var filters))
            {
                spec["configPatches"] = filters;
                return;
            }

            var value = (YamlMap)spec.Items("configPatches")[0].At("patch", "value")!;
            var (from, to) = value.ContainsKey("config") ? ("config", "typed_config") : ("typed_config", "config");
            value.Remove(from, out var config);
            value[to] = config;
        })),
        new("The rewrite puts another domain in", 0, [NoEndpoints], parts => Change(Remote(parts), side =>
            Config(Filter(parts, side))["cluster_replacement"] = ".svc.example.internal")),
        new("The rewrite looks for another domain", 0, [NoEndpoints], parts => Change(Remote(parts), side =>
            Config(Filter(parts, side))["cluster_pattern"] = @"\.local$")),
        new("The Service has another name than the host", 0, [NoService], parts => Change(Remote(parts), side =>
            ((YamlMap)Service(parts, side).Tree["metadata"]!)["name"] = "somebody-else")),
    ];

    private sealed record LegacySide(ExpectedHost Host, FleetCluster Cluster, KubeObject Entry);

    private static IEnumerable<LegacySide> Sides(FleetParts parts) =>
        from host in parts.Fleet.Hosts
        where host.IsLegacy
        from cluster in parts.Fleet.Clusters.Values
        from entry in cluster.Rendered
        where entry.Is("ServiceEntry") && entry.Spec.Texts("hosts").Contains(host.Host)
        select new LegacySide(host, cluster, entry);

    /// <summary>Entries of one cluster that lead to one other.</summary>
    private static IEnumerable<LegacySide> Remote(FleetParts parts) => Sides(parts).Where(side =>
        side.Host.Servers.Length > 0
        && side.Entry.Spec.Items("endpoints").All(endpoint => !endpoint.Text("address")!.Contains(".svc.", StringComparison.Ordinal)));

    private static FleetCluster Serving(FleetParts parts, LegacySide side) => parts.Fleet[side.Host.Servers[0].Cluster];

    private static KubeObject Gateway(FleetParts parts, LegacySide side) => Serving(parts, side).Rendered.First(item => item.Is("Gateway"));

    private static KubeObject Filter(FleetParts parts, LegacySide side) => Serving(parts, side).Rendered.First(item => item.Kind == "EnvoyFilter");

    private static KubeObject Service(FleetParts parts, LegacySide side) => Serving(parts, side).Own.First(item =>
        item is { Kind: "Service", Group: "" } && item.Name == side.Host.Servers[0].Service && item.Namespace == side.Host.Servers[0].Namespace);

    private static YamlMap Config(KubeObject filter) => (YamlMap)(
        (filter.Spec.At("filters") is null ? null : filter.Spec.Items("filters")[0].At("filterConfig"))
        ?? filter.Spec.Items("configPatches")[0].At("patch", "value", "typed_config")
        ?? filter.Spec.Items("configPatches")[0].At("patch", "value", "config")!);

    private static YamlMap Spec(KubeObject item) => (YamlMap)item.Spec!;

    private static YamlMap Port(LegacySide side) => (YamlMap)side.Entry.Spec.Items("ports")[0]!;

    private static YamlMap Endpoint(LegacySide side) => (YamlMap)side.Entry.Spec.Items("endpoints")[0]!;

    private static void SetHosts(KubeObject gateway, IEnumerable<string> hosts)
    {
        var list = new YamlList();
        list.AddRange(hosts);
        ((YamlMap)gateway.Spec.Items("servers")[0]!)["hosts"] = list;
    }

    private static bool Change(IEnumerable<LegacySide> sides, Func<LegacySide, bool> change) => sides.ToList().Exists(side => change(side));

    private static bool Change(IEnumerable<LegacySide> sides, Action<LegacySide> change) => Change(sides, side =>
    {
        change(side);
        return true;
    });
}
