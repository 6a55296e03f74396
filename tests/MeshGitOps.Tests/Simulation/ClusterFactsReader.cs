using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The facts of a cluster from its spec, with the defaults of the spec language.</summary>
internal static class ClusterFactsReader
{
    public static ClusterFacts Read(KubeObject cluster, List<KubeObject> documents, List<KubeObject> manifests)
    {
        var mesh = documents.FirstOrDefault(item => item.Kind == "Mesh");
        var spec = cluster.Spec;
        var gateway = spec.At("eastWestGateway");
        var selector = gateway.TextMap("selector");
        var egress = spec.At("egressGateway");
        var egressSelector = egress.TextMap("selector");
        var facts = new ClusterFacts
        {
            Name = cluster.Name,
            Region = spec.Text("region") ?? "",
            ClusterDomain = spec.Text("clusterDomain") ?? "cluster.local",
            TrustDomain = spec.Text("trustDomain") ?? mesh?.Spec.Text("trustDomain") ?? "cluster.local",
            Network = spec.Text("network") ?? cluster.Name,
            IstioVersion = Version.Parse(spec.Text("version") ?? "1.26"),
            RootNamespace = spec.Text("istioNamespace") ?? "istio-system",
            GatewayNamespace = gateway.Text("namespace") ?? "istio-system",
            GatewayPort = gateway.Number("port") ?? 15443,
            GatewayServicePort = gateway.Number("port") is { } port and not (>= 30000 and <= 32767) ? port : 15443,
            EgressNamespace = egress.Text("namespace") ?? "istio-egress",
            EgressService = egress.Text("service") ?? "istio-egressgateway",
            EgressPort = egress.Number("port") ?? 15443,
            OtherGatewayNamespaces =
            [
                spec.Text("ingressGateway", "namespace") ?? "istio-ingress",
                egress.Text("namespace") ?? "istio-egress",
            ],
            PodCidrs = spec.Texts("podCidrs"),
            ServiceCidrs = spec.Texts("serviceCidrs"),
            InjectionIsElsewhere = spec.Text("injection", "mode") == "None",
        };
        facts = selector.IsEmpty && facts.ForwardsBySni
            ? facts with { GatewaySelector = facts.GatewaySelector.SetItem("istio", "ingressgateway") }
            : selector.IsEmpty ? facts : facts with { GatewaySelector = selector };
        facts = egressSelector.IsEmpty ? facts : facts with { EgressSelector = egressSelector };
        return facts with { GatewayAddresses = Addresses(facts, gateway, manifests) };
    }

    /// <summary>As declared, else those that the load balancer of the gateway's Service has.</summary>
    private static ImmutableArray<ReachableAddress> Addresses(ClusterFacts facts, object? gateway, List<KubeObject> manifests)
    {
        ImmutableArray<ReachableAddress> declared =
        [
            .. gateway.Items("addresses").Select(item => new ReachableAddress(item.Text("address") ?? "", item.Texts("reachableFrom"))),
        ];
        return !declared.IsEmpty
            ? declared
            :
            [
                .. manifests
                    .Where(item => item.Kind == "Service" && item.Namespace == facts.GatewayNamespace
                        && facts.GatewaySelector.Selects(item.Spec.TextMap("selector")))
                    .SelectMany(item => item.Tree.Items("status", "loadBalancer", "ingress"))
                    .Select(item => new ReachableAddress(item.Text("ip") ?? item.Text("hostname") ?? "", [])),
            ];
    }
}
