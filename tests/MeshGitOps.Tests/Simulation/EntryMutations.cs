using System.Collections.Immutable;
using static MeshGitOps.Tests.Simulation.FailureReason;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Rules 1 to 6 and 9: the ServiceEntry, its visibility, ports and addresses.</summary>
internal static class EntryMutations
{
    public static ImmutableArray<Mutation> All =>
    [
        new("The server side is exported to the consumers", 1, [AmbiguousEntry], parts =>
            Change(parts.Servers.Where(side => side.Consumers.Any()), side =>
            {
                Export(side.Entry, [".", .. side.Consumers]);
                Export(side.Rule, [".", .. side.Consumers]);
            })),
        new("The server side lies in the config namespace", 1, [DuplicateEntry], parts =>
            Change(parts.Servers.Where(side => side.Consumers.Any()), side => Move(side, side.Host.ConfigNamespace))),
        new("The client side is visible to the gateway", 1, [DuplicateFilterChain, VisibleToOthers], parts =>
            Change(parts.Servers, side =>
            {
                var client = parts.Clients.FirstOrDefault(item => item.Host == side.Host && item.Cluster == side.Cluster);
                if (client is not null)
                {
                    Export(client.Entry, [.. client.Consumers, side.Cluster.Facts.GatewayNamespace]);
                }

                return client is not null;
            })),
        new("The client side is the only entry that the gateway sees", 2, [Loop, VisibleToOthers], parts =>
            Change(parts.Servers, side =>
            {
                var client = parts.Clients.FirstOrDefault(item => item.Host == side.Host && item.Cluster == side.Cluster && item.Endpoints.Count > 1);
                if (client is not null)
                {
                    Export(client.Entry, [.. client.Consumers, side.Cluster.Facts.GatewayNamespace]);
                    Export(client.Rule, [.. client.Consumers, side.Cluster.Facts.GatewayNamespace]);
                    side.Cluster.Rendered.Remove(side.Entry);
                }

                return client is not null;
            })),
        new("The client side is exported to everybody", 2, [ExportTo, VisibleToOthers], parts =>
            Change(parts.Clients, side => Export(side.Entry, ["*"]))),
        new("The client side says no exportTo", 2, [ExportTo, VisibleToOthers], parts =>
            Change(parts.Clients, side => side.Spec.Remove("exportTo"))),
        new("The client side is exported to a namespace that is no consumer", 2, [ExportTo, VisibleToOthers], parts =>
            Change(parts.Clients, side => Export(side.Entry, [.. side.Consumers, "somewhere-else"]))),
        new("The client side leaves a consumer out", 2, [NotVisible, ExportTo], parts =>
            Change(parts.Clients, side => Export(side.Entry, ["nobody", .. side.Consumers.Skip(1)]))),
        new("The rule is visible to one consumer less than the entry", 2, [ExportTo], parts =>
            Change(parts.Clients, side => Export(side.Rule, ["nobody", .. side.Consumers.Skip(1)]))),
        new("The server side is exported to '.' and its own namespace", 2, [Refused], parts =>
            Change(parts.Servers, side => Export(side.Entry, [".", side.Entry.Namespace]))),
        new("The server side has another port number", 3, [PortsDiffer, NoFilterChain], parts =>
            Change(parts.Servers, side => side.Ports[0]["number"] = side.Ports[0].Number("number") + 20001L)),
        new("A port says no protocol", 3, [NoProtocol], parts =>
            Change(parts.Clients, side => side.Ports[0].Remove("protocol"))),
        new("The server side says no location", 4, [FailureReason.Location, NoFilterChain], parts =>
            Change(parts.Servers, side => side.Spec.Remove("location"))),
        new("The client side lies outside the mesh", 4, [FailureReason.Location], parts =>
            Change(parts.Clients, side => side.Spec["location"] = "MESH_EXTERNAL")),
        new("The client side lies outside the mesh and has no rule", 4, [FailureReason.Location, Plaintext], parts =>
            Change(parts.Clients, side =>
            {
                side.Spec["location"] = "MESH_EXTERNAL";
                side.Cluster.Rendered.Remove(side.Rule);
            })),
        new("The client side has no tlsMode label", 5, [MutualTls], parts => Change(parts.Clients, Unlabel)),
        new("The client side has no rule", 5, [MutualTls], parts => Change(parts.Clients, side => side.Cluster.Rendered.Remove(side.Rule))),
        new("The client side has neither label nor rule", 5, [MutualTls, Plaintext], parts => Change(parts.Clients, side =>
        {
            Unlabel(side);
            side.Cluster.Rendered.Remove(side.Rule);
        })),
        new("The rule of the client side disables TLS", 5, [MutualTls, Plaintext], parts =>
            Change(parts.Clients, side => ((YamlMap)side.Policy["tls"]!)["mode"] = "DISABLE")),
        new("The server side has no tlsMode label", 5, [MutualTls], parts => Change(parts.Servers, Unlabel)),
        new("The server side has neither label nor rule", 5, [MutualTls, NoEndpoints], parts => Change(parts.FilteredServers, side =>
        {
            Unlabel(side);
            side.Cluster.Rendered.Remove(side.Rule);
        })),
        new("The rule of the server side disables TLS", 5, [MutualTls, NoEndpoints], parts =>
            Change(parts.FilteredServers, side => ((YamlMap)side.Policy["tls"]!)["mode"] = "DISABLE")),
        new("A remote endpoint does not say its port", 6, [EndpointPorts, NothingListens], parts =>
            Change(parts.Clients.Where(side => side.Endpoints.Exists(endpoint => !side.IsLocal(endpoint))), side =>
                side.Endpoints.First(endpoint => !side.IsLocal(endpoint)).Remove("ports"))),
        new("A remote endpoint has the port of the service", 6, [NothingListens], parts =>
            Change(parts.Clients.Where(side => side.Endpoints.Exists(endpoint => !side.IsLocal(endpoint))), side =>
                ((YamlMap)side.Endpoints.First(endpoint => !side.IsLocal(endpoint))["ports"]!)[side.Ports[0].Text("name")!] = side.Ports[0]["number"])),
        new("A local endpoint has the port of the gateway", 6, [NoServicePort], parts =>
            Change(parts.LocalFirstClients, side =>
                ((YamlMap)side.Endpoints.First(side.IsLocal)["ports"]!)[side.Ports[0].Text("name")!] = 15443L)),
        new("A TCP host has no virtual address", 9, [FailureReason.VirtualAddress, ListenerHijacked], parts =>
            Change(parts.TcpClients, side => side.Spec.Remove("addresses"))),
        new("Two TCP hosts on one port have one virtual address", 9, [FailureReason.VirtualAddress, ListenerHijacked], parts =>
            Change(parts.TcpClients, side =>
            {
                var other = parts.TcpClients.FirstOrDefault(item => item.Cluster == side.Cluster && item.Host != side.Host
                    && item.Ports[0].Text("number") == side.Ports[0].Text("number"));
                side.Spec["addresses"] = PlainTree.Copy(other?.Spec["addresses"] ?? side.Spec["addresses"]);
                return other is not null;
            })),
        new("Two hosts have one virtual address", 9, [FailureReason.VirtualAddress], parts =>
            Change(parts.Clients, side =>
            {
                var other = parts.Clients.FirstOrDefault(item => item.Cluster == side.Cluster && item.Host != side.Host);
                side.Spec["addresses"] = PlainTree.Copy(other?.Spec["addresses"] ?? side.Spec["addresses"]);
                return other is not null;
            })),
        new("The server side has another virtual address", 9, [FailureReason.VirtualAddress], parts =>
            Change(parts.Servers, side => side.Spec["addresses"] = new YamlList { "240.63.255.7" })),
        new("A virtual address is a loopback address", 9, [FailureReason.VirtualAddress], parts =>
            Change(parts.Clients, side => side.Spec["addresses"] = new YamlList { "127.127.42.69" })),
        new("A virtual address lies in the pods' range", 9, [FailureReason.VirtualAddress], parts =>
            Change(parts.Clients.Where(side => !side.Cluster.Facts.PodCidrs.IsEmpty), side =>
                side.Spec["addresses"] = new YamlList { System.Net.IPNetwork.Parse(side.Cluster.Facts.PodCidrs[0]).BaseAddress.ToString() })),
        new("An entry with a hostname is STATIC", 0, [Refused], parts =>
            Change(parts.Servers, side => side.Spec["resolution"] = "STATIC")),
    ];

    /// <summary>Changes the first of the sides that the change is possible for; false where there is none.</summary>
    internal static bool Change(IEnumerable<Side> sides, Func<Side, bool> change) => sides.ToList().Exists(side => change(side));

    internal static bool Change(IEnumerable<Side> sides, Action<Side> change) => Change(sides, side =>
    {
        change(side);
        return true;
    });

    internal static void Export(KubeObject item, IEnumerable<string> namespaces)
    {
        var list = new YamlList();
        list.AddRange(namespaces);
        ((YamlMap)item.Spec!)["exportTo"] = list;
    }

    internal static void Move(Side side, string place)
    {
        foreach (var item in (KubeObject[])[side.Entry, side.Rule])
        {
            ((YamlMap)item.Tree["metadata"]!)["namespace"] = place;
        }
    }

    private static void Unlabel(Side side) =>
        side.Endpoints.ForEach(endpoint => ((YamlMap)endpoint["labels"]!).Remove("security.istio.io/tlsMode"));
}
