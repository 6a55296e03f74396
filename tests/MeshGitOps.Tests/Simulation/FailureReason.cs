namespace MeshGitOps.Tests.Simulation;

/// <summary>Why a call fails, or which rule of the rendered files is broken.</summary>
internal enum FailureReason
{
    /// <summary>No entry is visible: the call leaves the mesh (PassthroughCluster).</summary>
    NotVisible,

    /// <summary>Entries of several namespaces are visible: which one counts depends on their age.</summary>
    AmbiguousEntry,

    /// <summary>An entry or rule in the client's namespace takes the place of ours.</summary>
    Shadowed,

    NoPort,
    NoProtocol,

    /// <summary>The TCP listener belongs to another host, or to every address.</summary>
    ListenerHijacked,

    NoEndpoints,

    /// <summary>Nothing listens at the address and port.</summary>
    NothingListens,

    Unreachable,
    Plaintext,

    /// <summary>No chain of the gateway has this SNI.</summary>
    NoFilterChain,

    /// <summary>Two chains with one SNI: Envoy refuses the whole listener.</summary>
    DuplicateFilterChain,

    /// <summary>The gateway sends the call to another gateway.</summary>
    Loop,

    NoService,
    NoServicePort,
    NoWorkload,
    NoContainerPort,
    NotInjected,
    MtlsDisabled,

    /// <summary>The workload's identity is none of the subject alternative names.</summary>
    IdentityMismatch,

    WrongLanding,

    /// <summary>A call to another cluster goes around the egress gateway, or through it where none is asked for.</summary>
    WrongWay,

    /// <summary>A serving cluster is no endpoint, or more than once.</summary>
    MissingLanding,

    NotOwnClusterFirst,
    NeighbourNotSecond,

    /// <summary>A namespace that is no consumer, or a gateway, sees the client side.</summary>
    VisibleToOthers,

    /// <summary>The webhook of Istio refuses the object.</summary>
    Refused,

    DuplicateEntry,
    ExportTo,
    PortsDiffer,
    Location,
    MutualTls,
    EndpointPorts,
    Locality,
    Failover,
    VirtualAddress,
    GatewayHosts,
    GatewayPort,
    SubjectAltNames,
    DuplicateRule,

    /// <summary>The routes of a host are not those of its TrafficPolicy, in their order and with their weights.</summary>
    Routing,

    /// <summary>A port level leaves out what the policy of the host has.</summary>
    PortLevel,
    PeerAuthentication,
    ApiVersion,
}
