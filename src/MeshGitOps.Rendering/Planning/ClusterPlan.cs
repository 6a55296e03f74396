using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Rendering.Planning.Traffic;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What is rendered for one cluster; every list is sorted and may be empty.</summary>
public sealed record ClusterPlan
{
    public required ClusterSettings Settings { get; init; }

    public string Name => Settings.Name;

    /// <summary>The labels of the Cluster.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The GlobalNamespaces with members here, sorted by name.</summary>
    public ImmutableArray<MembershipPlan> Memberships { get; init; } = [];

    /// <summary>One per GlobalNamespace that has a consumer or server here, sorted by name.</summary>
    public ImmutableArray<ConfigNamespacePlan> ConfigNamespaces { get; init; } = [];

    /// <summary>What the clients of this cluster see, sorted by host.</summary>
    public ImmutableArray<ClientEntryPlan> ClientEntries { get; init; } = [];

    /// <summary>What the east-west gateway of this cluster forwards, sorted by host.</summary>
    public ImmutableArray<ServerEntryPlan> ServerEntries { get; init; } = [];

    /// <summary>What the egress gateway of this cluster sends on to other clusters, sorted by host.</summary>
    public ImmutableArray<EgressEntryPlan> EgressEntries { get; init; } = [];

    /// <summary>Sorted by namespace and name.</summary>
    public ImmutableArray<PeerAuthenticationPlan> PeerAuthentications { get; init; } = [];

    /// <summary>Who may call what, sorted by namespace and name.</summary>
    public ImmutableArray<AccessPlan> Access { get; init; } = [];

    /// <summary>Member namespaces whose label for injection is ours to set, sorted.</summary>
    public ImmutableArray<InjectedNamespacePlan> InjectedNamespaces { get; init; } = [];

    public DnsPlan Dns { get; init; } = DnsPlan.None;

    /// <summary>Null where nothing of ours says how the manifests reach the cluster.</summary>
    public ClusterDeliveryPlan? Delivery { get; init; }
}

/// <summary>A GlobalNamespace with members in a cluster.</summary>
/// <param name="Namespaces">The member namespaces of this cluster, sorted.</param>
public sealed record MembershipPlan(string GlobalNamespace, string Domain, string ConfigNamespace, ImmutableArray<string> Namespaces);

/// <summary>The namespace that holds the client side of a GlobalNamespace.</summary>
public sealed record ConfigNamespacePlan(
    string Name,
    string GlobalNamespace,
    ImmutableSortedDictionary<string, string> Labels,
    Origin Origin);

/// <summary>The client-side ServiceEntry, DestinationRule and VirtualService of a host.</summary>
public sealed record ClientEntryPlan
{
    public required GlobalHost Host { get; init; }

    public required string ConfigNamespace { get; init; }

    public required EndpointResolution Resolution { get; init; }

    /// <summary>Own cluster first, then the region of the failover, then all others by cluster name; never empty.</summary>
    public required ImmutableArray<EndpointPlan> Endpoints { get; init; }

    /// <summary>The consumer namespaces, sorted; <c>*</c> alone for a Legacy host on Istio before 1.7; never empty.</summary>
    public required ImmutableArray<string> ExportTo { get; init; }

    public required TrafficSettings Traffic { get; init; }

    /// <summary>Null where no TrafficPolicy is for the service.</summary>
    public RoutingPlan? Routing { get; init; }
}

/// <summary>STATIC where every address is an IP, else DNS.</summary>
public enum EndpointResolution
{
    Static,
    Dns,
}

/// <summary>One endpoint of a client or egress entry.</summary>
/// <param name="Cluster">The cluster whose pods answer; null for the own egress gateway, which stands for all other clusters.</param>
/// <param name="Network">Null where the own cluster is dialled.</param>
/// <param name="Locality">A region; <c>region.cluster</c> for another cluster of the consumer's own region.</param>
/// <param name="Ports">Sorted by name, one for each port of the host.</param>
public sealed record EndpointPlan(
    string? Cluster,
    string Address,
    string? Network,
    string Locality,
    ImmutableArray<EndpointPort> Ports);

/// <summary>The number that is dialled at an endpoint for a port of the host.</summary>
public readonly record struct EndpointPort(string Name, int Number);

/// <summary>How a client uses the endpoints.</summary>
public sealed record TrafficSettings
{
    /// <summary>Null where there is a single endpoint.</summary>
    public OutlierDetectionPlan? OutlierDetection { get; init; }

    /// <summary>Null where there is a single endpoint.</summary>
    public LocalityFailoverPlan? Locality { get; init; }

    public ConnectionPoolPlan? ConnectionPool { get; init; }
}

public sealed record OutlierDetectionPlan(
    int ConsecutiveGatewayErrors,
    int Consecutive5xxErrors,
    string Interval,
    string BaseEjectionTime,
    int MaxEjectionPercent);

/// <param name="Enabled">False: the traffic is spread over all endpoints.</param>
/// <param name="From">The consumer's region; null where the order follows from the localities alone.</param>
public sealed record LocalityFailoverPlan(bool Enabled, string? From, string? To);

/// <summary>Limits; null or 0 means that none is rendered.</summary>
public sealed record ConnectionPoolPlan(int? MaxConnections, int? MaxPendingRequests, int? MaxRequestsPerConnection);

/// <summary>The server-side ServiceEntry and DestinationRule of a host, in the namespace of the east-west gateway.</summary>
/// <param name="Address">The FQDN of the Service.</param>
/// <param name="Ports">Sorted by name: the Service's ports by the names of the host's ports.</param>
public sealed record ServerEntryPlan(
    GlobalHost Host,
    string Address,
    string Locality,
    ImmutableArray<EndpointPort> Ports);

/// <summary>
/// The second hop of a host: the ServiceEntry and DestinationRule in the namespace of the egress gateway, which it alone sees.
/// </summary>
/// <param name="Endpoints">The gateways of other clusters: the region of the failover first, then all others by cluster name; never empty.</param>
public sealed record EgressEntryPlan(
    GlobalHost Host,
    EndpointResolution Resolution,
    ImmutableArray<EndpointPlan> Endpoints,
    TrafficSettings Traffic);

/// <summary>A PeerAuthentication; without a selector it is for the whole namespace.</summary>
/// <param name="PortLevel">By container port; needs a selector.</param>
public sealed record PeerAuthenticationPlan(
    string Name,
    string Namespace,
    string GlobalNamespace,
    string Mode,
    ImmutableSortedDictionary<string, string>? Selector,
    ImmutableArray<PortMtlsPlan> PortLevel,
    Origin Origin);

public readonly record struct PortMtlsPlan(int ContainerPort, string Mode);

/// <summary>A namespace that gets the label for sidecar injection.</summary>
public sealed record InjectedNamespacePlan(string Name, string? Revision, Origin Origin);
