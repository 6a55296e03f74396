using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Clusters;

/// <summary>One Kubernetes cluster as it is declared; what is not written is null, defaults are worked out in EffectiveSettings.</summary>
public sealed record ClusterSpec
{
    public required SpecMetadata Metadata { get; init; }

    public Located<MeshProviderKind>? Provider { get; init; }

    /// <summary><c>MAJOR.MINOR</c> or <c>MAJOR.MINOR.PATCH</c> of Istio; required for istio.</summary>
    public Located<IstioVersion>? Version { get; init; }

    public Located<DataPlaneMode>? DataPlane { get; init; }

    public Located<ClusterPlatform>? Platform { get; init; }

    /// <summary>Exactly the <c>topology.kubernetes.io/region</c> of the nodes; required for a member of a GlobalNamespace.</summary>
    public Located<string>? Region { get; init; }

    public Located<string>? Network { get; init; }

    public Located<string>? ClusterDomain { get; init; }

    public Located<string>? TrustDomain { get; init; }

    public Located<string>? RootCertificate { get; init; }

    public ImmutableArray<Located<string>> PodCidrs { get; init; } = [];

    public ImmutableArray<Located<string>> ServiceCidrs { get; init; } = [];

    public Located<string>? IstioNamespace { get; init; }

    public Located<DiscoveryMode>? Discovery { get; init; }

    public EastWestGatewaySpec? EastWestGateway { get; init; }

    public GatewaySpec? EgressGateway { get; init; }

    public GatewaySpec? IngressGateway { get; init; }

    public DnsSpec? Dns { get; init; }

    public InjectionSpec? Injection { get; init; }

    public CapacitySpec? Capacity { get; init; }

    public ImmutableArray<ManifestSource> Manifests { get; init; } = [];

    public Located<string>? KubeconfigContext { get; init; }

    /// <summary>Null where nothing of ours tells how the manifests reach the cluster.</summary>
    public ClusterDelivery? Delivery { get; init; }
}

public enum MeshProviderKind
{
    Istio,
    Osm,
}

public enum DataPlaneMode
{
    Sidecar,
    Ambient,
}

public enum ClusterPlatform
{
    Other,
    Eks,
    Aks,
    Gke,
    GkeAutopilot,
    Openshift,
    K3s,
    Rke2,
}

/// <summary>Whether the clusters already know each other's endpoints through remote secrets.</summary>
public enum DiscoveryMode
{
    None,
    RemoteSecrets,
}

/// <summary>The gateway that takes mesh traffic from other clusters.</summary>
public sealed record EastWestGatewaySpec
{
    public required SourceLocation Location { get; init; }

    public ImmutableArray<GatewayAddress> Addresses { get; init; } = [];

    public Located<int>? Port { get; init; }

    public Located<string>? Namespace { get; init; }

    public ImmutableSortedDictionary<string, string>? Selector { get; init; }

    /// <summary>False: the Gateway object is somebody else's and is not rendered.</summary>
    public bool Managed { get; init; } = true;
}

/// <summary>An address of a gateway's load balancer; an empty list means reachable from everywhere.</summary>
public sealed record GatewayAddress(Located<string> Address, ImmutableArray<Located<string>> ReachableFrom);

/// <summary>An ingress or egress gateway.</summary>
public sealed record GatewaySpec
{
    public required SourceLocation Location { get; init; }

    public Located<string>? Namespace { get; init; }

    public Located<string>? Service { get; init; }

    public Located<int>? Port { get; init; }

    public ImmutableSortedDictionary<string, string>? Selector { get; init; }

    public ImmutableArray<Located<string>> Addresses { get; init; } = [];
}

/// <summary>Which namespaces get the label for sidecar injection.</summary>
public sealed record InjectionSpec(
    SourceLocation Location,
    Located<InjectionMode>? Mode,
    Located<string>? Revision,
    ImmutableArray<Located<string>> Exclude);

public enum InjectionMode
{
    Members,
    All,
    None,
}

/// <summary>Quantities as Kubernetes writes them.</summary>
public sealed record CapacitySpec(
    SourceLocation Location,
    Located<int>? Nodes,
    Located<string>? Cpu,
    Located<string>? Memory,
    Located<int>? Pods);

/// <summary>A file, folder or glob with what Argo CD or Flux deploys to this cluster.</summary>
public sealed record ManifestSource(Located<string> Path, Located<string>? Namespace);
