using System.Collections.Immutable;
using static MeshGitOps.Tests.Simulation.EntryMutations;
using static MeshGitOps.Tests.Simulation.FailureReason;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Rules 7, 8, 10, 15, 17 and 18: failover, the gateway, identities, shadowing, the destination.</summary>
internal static class RouteMutations
{
    public static ImmutableArray<Mutation> All =>
    [
        new("The local endpoint has no locality", 7, [FailureReason.Locality, NotOwnClusterFirst], parts =>
            Change(parts.LocalFirstClients, side => side.Endpoints.First(side.IsLocal).Remove("locality"))),
        new("A remote endpoint has no locality", 7, [FailureReason.Locality], parts =>
            Change(parts.LocalFirstClients, side => side.Endpoints.First(endpoint => !side.IsLocal(endpoint)).Remove("locality"))),
        new("A remote endpoint has the own region", 7, [NotOwnClusterFirst], parts =>
            Change(parts.LocalFirstClients, side =>
                side.Endpoints.First(endpoint => !side.IsLocal(endpoint))["locality"] = side.Cluster.Facts.Region)),
        new("The local endpoint has the region of another cluster", 7, [NotOwnClusterFirst], parts =>
            Change(parts.LocalFirstClients, side =>
                side.Endpoints.First(side.IsLocal)["locality"] = side.Endpoints.First(endpoint => !side.IsLocal(endpoint))["locality"])),
        new("There is no outlier detection", 8, [FailureReason.Failover, NotOwnClusterFirst], parts =>
            Change(parts.LocalFirstClients, side => side.Policy.Remove("outlierDetection"))),
        new("A single endpoint has outlier detection", 8, [FailureReason.Failover], parts =>
            Change(parts.Clients.Where(side => side.Endpoints.Count == 1), side =>
                side.Policy["outlierDetection"] = new YamlMap { ["consecutiveGatewayErrors"] = 5L })),
        new("The failover names the third cluster before the neighbour", 8, [NeighbourNotSecond], parts =>
            Change(parts.LocalFirstClients, side => Failover(side) is [YamlMap only]
                && side.Endpoints.LastOrDefault(endpoint => endpoint.Text("locality") != only.Text("to") && !side.IsLocal(endpoint)) is { } third
                && only.TryAdd("to", "") is false
                && (only["to"] = third["locality"]) is not null)),
        new("A region has two failover targets", 8, [FailureReason.Failover], parts =>
            Change(parts.LocalFirstClients, side => Failover(side) is { Count: > 0 } list && Add(list, new YamlMap
            {
                ["from"] = list[0].Text("from"),
                ["to"] = "elsewhere",
            }))),
        new("A failover leads to a region that does not exist", 8, [FailureReason.Failover], parts =>
            Change(parts.LocalFirstClients, side => Setting(side)["failover"] = new YamlList
            {
                new YamlMap { ["from"] = side.Cluster.Facts.Region, ["to"] = "atlantis-1" },
            })),
        new("A DNS entry uses failoverPriority", 8, [FailureReason.Failover, NotOwnClusterFirst], parts =>
            Change(parts.LocalFirstClients.Where(side => side.Spec.Text("resolution") == "DNS"), side =>
            {
                Setting(side).Remove("failover");
                Setting(side)["failoverPriority"] = new YamlList { "topology.kubernetes.io/region" };
            })),
        new("A failover has distribute beside it", 8, [FailureReason.Failover, NotOwnClusterFirst], parts =>
            Change(parts.LocalFirstClients, side =>
            {
                Setting(side).TryAdd("failover", new YamlList { new YamlMap { ["from"] = side.Cluster.Facts.Region, ["to"] = side.Endpoints[1]["locality"] } });
                Setting(side)["distribute"] = new YamlList { new YamlMap { ["from"] = "*" } };
            })),
        new("The Gateway names another host", 10, [GatewayHosts, NoFilterChain], parts =>
            ChangeServer(parts, (side, _, server) => ((YamlList)server["hosts"]!)[server.Items("hosts").ToList().IndexOf(side.Host.Host)] = "other.example.com")),
        new("The Gateway has a wildcard host", 10, [GatewayHosts], parts =>
            ChangeServer(parts, (side, _, server) => server["hosts"] = new YamlList { "*" + side.Host.Host[side.Host.Host.IndexOf('.', StringComparison.Ordinal)..] })),
        new("A published host has no server side", 10, [GatewayHosts, NoFilterChain], parts =>
            ChangeServer(parts, (side, _, _) => side.Cluster.Rendered.Remove(side.Entry))),
        new("The Gateway is on a port that its Service has not", 10, [FailureReason.GatewayPort, NothingListens], parts =>
            ChangeServer(parts, (_, _, server) => ((YamlMap)server["port"]!)["number"] = 15444L)),
        new("The Gateway selects other pods", 10, [NothingListens], parts =>
            ChangeServer(parts, (_, gateway, _) => ((YamlMap)gateway.Spec!)["selector"] = new YamlMap { ["istio"] = "ingressgateway" })),
        new("The Gateway ends TLS", 10, [NothingListens], parts =>
            ChangeServer(parts, (_, _, server) => ((YamlMap)server["tls"]!)["mode"] = "SIMPLE")),
        new("A client dials an address that no gateway has", 10, [NothingListens], parts =>
            Change(parts.Clients.Where(side => side.Endpoints.Exists(endpoint => !side.IsLocal(endpoint))), side =>
                side.Endpoints.First(endpoint => !side.IsLocal(endpoint))["address"] = "192.0.2.99")),
        new("The identity is that of another service account", 15, [FailureReason.SubjectAltNames, IdentityMismatch], parts =>
            Change(parts.Clients, side => side.Spec["subjectAltNames"] = new YamlList { "spiffe://cluster.local/ns/elsewhere/sa/elsewhere" })),
        new("The identity has another trust domain", 15, [FailureReason.SubjectAltNames, IdentityMismatch], parts =>
            Change(parts.Clients.Where(side => side.Spec.Items("subjectAltNames").Count > 0), side =>
            {
                var names = side.Spec.Texts("subjectAltNames").Select(name => $"spiffe://other.example/ns/{name.Split("/ns/")[1]}");
                var list = new YamlList();
                list.AddRange(names);
                side.Spec["subjectAltNames"] = list;
            })),
        new("One of several identities is missing", 15, [FailureReason.SubjectAltNames, IdentityMismatch], parts =>
            Change(parts.Clients.Where(side => side.Spec.Items("subjectAltNames").Count > 1), side =>
                ((YamlList)side.Spec["subjectAltNames"]!).RemoveAt(0))),
        new("There are no identities", 15, [FailureReason.SubjectAltNames], parts =>
            Change(parts.Clients, side => side.Spec.Remove("subjectAltNames"))),
        new("The endpoints name the service account", 15, [FailureReason.SubjectAltNames, IdentityMismatch], parts =>
            Change(parts.Clients, side =>
            {
                side.Spec.Remove("subjectAltNames");
                side.Endpoints[0]["serviceAccount"] = "catalog";
            })),
        new("A user's rule in the consumer's namespace takes the place of ours", 17, [Shadowed, Plaintext], parts =>
            Change(parts.Clients.Where(side => side.Consumers.Any()), side => Own(side, Rule(side, side.Consumers.First(), "DISABLE")))),
        new("A user's wildcard rule lies in the consumer's namespace", 17, [Shadowed, Plaintext], parts =>
            Change(parts.Clients.Where(side => side.Consumers.Any()), side =>
            {
                var rule = Rule(side, side.Consumers.First(), "DISABLE");
                ((YamlMap)rule.Spec!)["host"] = "*" + side.Host.Host[side.Host.Host.IndexOf('.', StringComparison.Ordinal)..];
                Own(side, rule);
            })),
        new("There are two rules for a host", 17, [DuplicateRule], parts =>
            Change(parts.Clients, side => Own(side, Rule(side, side.Host.ConfigNamespace, "ISTIO_MUTUAL")))),
        new("The rule lies in a third namespace", 17, [MutualTls], parts =>
            Change(parts.Clients, side => ((YamlMap)side.Rule.Tree["metadata"]!)["namespace"] = "third")),
        new("A user's entry in the consumer's namespace takes the place of ours", 17, [Shadowed, NoEndpoints], parts =>
            Change(parts.Clients.Where(side => side.Consumers.Any()), side =>
            {
                var entry = side.Entry.Copy();
                ((YamlMap)entry.Tree["metadata"]!)["namespace"] = side.Consumers.First();
                ((YamlMap)entry.Spec!)["endpoints"] = new YamlList();
                ((YamlMap)entry.Spec!)["exportTo"] = new YamlList { "." };
                Own(side, entry);
            })),
        new("A user's Sidecar hides the config namespace", 17, [NotVisible], parts =>
            Change(parts.Clients.Where(side => side.Consumers.Any()), side => Own(side, new KubeObject(
                PlainYaml.Single($$"""
                    apiVersion: networking.istio.io/v1
                    kind: Sidecar
                    metadata: {name: default, namespace: {{side.Consumers.First()}} }
                    spec: {egress: [{hosts: ["./*", "istio-system/*"]}]}
                    """),
                "mutation")))),
        new("The pods behind a host have no sidecar", 18, [NotInjected], parts =>
            Change(parts.Servers, side => parts.WorkloadsOf(side).ToList().Exists(workload =>
            {
                var template = (YamlMap)workload.Spec.At("template", "metadata")!;
                template["annotations"] = new YamlMap { ["sidecar.istio.io/inject"] = "false" };
                return true;
            }))),
        new("The namespace of a host is not injected", 18, [NotInjected], parts =>
            Change(parts.Servers.Where(side => !side.Cluster.Facts.InjectionIsElsewhere), side =>
                side.Cluster.Rendered.Concat(side.Cluster.Own).Where(item => item.Kind == "Namespace" && item.Name == side.Server.Namespace).ToList()
                    .ForEach(item => (item.Tree.At("metadata", "labels") as YamlMap)?.Clear()))),
        new("PeerAuthentication disables mTLS at the destination", 18, [FailureReason.PeerAuthentication, MtlsDisabled], parts =>
            Change(parts.Servers, side => Own(side, Authentication(side.Server.Namespace)))),
        new("PeerAuthentication disables mTLS in the gateway's namespace", 18, [FailureReason.PeerAuthentication], parts =>
            Change(parts.Servers, side => Own(side, Authentication(side.Cluster.Facts.GatewayNamespace)))),
        new("The Service behind a host has another port", 0, [NoServicePort], parts =>
            Change(parts.Servers, side => ((YamlMap)ServiceOf(side).Spec.Items("ports")[0]!)["port"] = 1L)),
        new("The Service behind a host names a container port that is not there", 0, [NoContainerPort], parts =>
            Change(parts.Servers, side => ((YamlMap)ServiceOf(side).Spec.Items("ports")[0]!)["targetPort"] = "nowhere")),
        new("The Service behind a host selects nothing", 0, [NoWorkload], parts =>
            Change(parts.Servers, side => ((YamlMap)ServiceOf(side).Spec!)["selector"] = new YamlMap { ["app"] = "nobody" })),
        new("The server side leads to another Service", 0, [NoService], parts =>
            Change(parts.Servers, side => side.Endpoints[0]["address"] = $"nobody.{side.Server.Namespace}.svc.{side.Cluster.Facts.ClusterDomain}")),
        new("An object has the API version of another Istio", 19, [FailureReason.ApiVersion], parts =>
            Change(parts.Clients, side => side.Entry.Tree["apiVersion"] = "networking.istio.io/v1alpha3")),
    ];

    private static YamlMap Setting(Side side)
    {
        side.Policy.TryAdd("loadBalancer", new YamlMap());
        var balancer = (YamlMap)side.Policy["loadBalancer"]!;
        balancer.TryAdd("localityLbSetting", new YamlMap());
        return (YamlMap)balancer["localityLbSetting"]!;
    }

    private static YamlList? Failover(Side side) => side.Policy.At("loadBalancer", "localityLbSetting", "failover") as YamlList;

    private static bool Add(YamlList list, object? item)
    {
        list.Add(item);
        return true;
    }

    private static bool ChangeServer(FleetParts parts, Action<Side, KubeObject, YamlMap> change)
    {
        var found = parts.Gateways.Take(1).ToList();
        foreach (var (side, gateway) in found)
        {
            change(side, gateway, gateway.Spec.Items("servers").OfType<YamlMap>().First(server => server.Texts("hosts").Contains(side.Host.Host)));
        }

        return found.Count > 0;
    }

    private static void Own(Side side, KubeObject item) => side.Cluster.Own.Add(item);

    private static KubeObject Rule(Side side, string place, string mode) => new(
        PlainYaml.Single($$"""
            apiVersion: {{side.Rule.ApiVersion}}
            kind: DestinationRule
            metadata: {name: users-own, namespace: {{place}} }
            spec:
              host: {{side.Host.Host}}
              trafficPolicy:
                tls: {mode: {{mode}} }
            """),
        "mutation");

    private static KubeObject Authentication(string place) => new(
        PlainYaml.Single($$"""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: users-own, namespace: {{place}} }
            spec: {mtls: {mode: DISABLE} }
            """),
        "mutation");

    private static KubeObject ServiceOf(Side side) => side.Cluster.Own.First(item =>
        item is { Kind: "Service", Group: "" } && item.Name == side.Server.Service && item.Namespace == side.Server.Namespace);
}
