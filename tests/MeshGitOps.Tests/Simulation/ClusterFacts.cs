using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>What is true of a cluster whatever is rendered for it.</summary>
internal sealed record ClusterFacts
{
    public required string Name { get; init; }

    /// <summary>The region of its nodes.</summary>
    public required string Region { get; init; }

    public string ClusterDomain { get; init; } = "cluster.local";

    public string TrustDomain { get; init; } = "cluster.local";

    public string Network { get; init; } = "";

    public Version IstioVersion { get; init; } = new(1, 26);

    /// <summary>Its gateways forward by SNI alone: Istio before 1.8.6 and 1.9.5 (CVE-2021-31921).</summary>
    public bool ForwardsBySni => IstioVersion < new Version(1, 8, 6) || (IstioVersion.Minor == 9 && IstioVersion < new Version(1, 9, 5));

    /// <summary>Istio's root namespace: DestinationRules and PeerAuthentications there count for all.</summary>
    public string RootNamespace { get; init; } = "istio-system";

    public string GatewayNamespace { get; init; } = "istio-system";

    public ImmutableSortedDictionary<string, string> GatewaySelector { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("istio", "eastwestgateway");

    /// <summary>Where the others reach the east-west gateway.</summary>
    public ImmutableArray<ReachableAddress> GatewayAddresses { get; init; } = [];

    /// <summary>What the others dial; a node port is one too.</summary>
    public int GatewayPort { get; init; } = 15443;

    /// <summary>The port of the gateway's Service, which a server of a Gateway must name.</summary>
    public int GatewayServicePort { get; init; } = 15443;

    public string EgressNamespace { get; init; } = "istio-egress";

    public string EgressService { get; init; } = "istio-egressgateway";

    public int EgressPort { get; init; } = 15443;

    public ImmutableSortedDictionary<string, string> EgressSelector { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.Add("istio", "egressgateway");

    /// <summary>What the cluster's own clients dial to leave it.</summary>
    public string EgressAddress => $"{EgressService}.{EgressNamespace}.svc.{ClusterDomain}";

    public GatewayFacts EastWest => new("east-west gateway", GatewayNamespace, GatewaySelector, GatewayServicePort);

    public GatewayFacts Egress => new("egress gateway", EgressNamespace, EgressSelector, EgressPort);

    /// <summary>Of the ingress and the egress gateway.</summary>
    public ImmutableArray<string> OtherGatewayNamespaces { get; init; } = ["istio-ingress", "istio-egress"];

    public ImmutableArray<string> PodCidrs { get; init; } = [];

    public ImmutableArray<string> ServiceCidrs { get; init; } = [];

    /// <summary>The labels for injection are set by somebody else: a namespace that nothing is known of counts as injected.</summary>
    public bool InjectionIsElsewhere { get; init; }
}

/// <param name="ServicePort">The port of the gateway's Service for mesh traffic.</param>
internal sealed record GatewayFacts(string Title, string Namespace, ImmutableSortedDictionary<string, string> Selector, int ServicePort);

/// <summary>An address; nothing in <paramref name="ReachableFrom"/> (clusters or networks) means from everywhere.</summary>
internal sealed record ReachableAddress(string Address, ImmutableArray<string> ReachableFrom);
