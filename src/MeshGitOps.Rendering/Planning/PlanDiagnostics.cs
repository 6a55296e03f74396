using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What planning finds wrong: mistakes that only show when all clusters are looked at together.</summary>
public static class PlanDiagnostics
{
    public static readonly DiagnosticDescriptor VersionUnsupported = Error("MGO3002", "Istio version cannot do this",
        "EastWest and EgressHop need Istio 1.8.6, 1.9.5 or later: before that the gateways rewrite '.global' names and never see the servers of a global host. "
        + "Legacy is that rewriting, for 1.1 to 1.8.5 and 1.9.0 to 1.9.4: a later gateway has no filter chain for such a name.");

    public static readonly DiagnosticDescriptor RegionMissing = Error("MGO3003", "region missing",
        "The order of failover follows from the regions of the clusters. A member without a region would get its traffic in the inverse order.");

    public static readonly DiagnosticDescriptor MemberMatchesNoCluster = Error("MGO3004", "member matches no cluster",
        "A member whose names and labels select no cluster leaves a part of the application out of the GlobalNamespace without a word.");

    public static readonly DiagnosticDescriptor MemberMatchesNoNamespace = Error("MGO3005", "namespace pattern matches nothing",
        "A pattern is expanded to the namespaces in the manifests of the selected clusters. One that matches none is a typo or a missing manifest.");

    public static readonly DiagnosticDescriptor MemberTwice = Error("MGO3006", "namespace in two GlobalNamespaces",
        "A namespace of a cluster belongs to one GlobalNamespace: its mTLS mode and its identity have one owner.");

    public static readonly DiagnosticDescriptor DomainTwice = Error("MGO3007", "domain used twice",
        "Two GlobalNamespaces with one domain would answer the same names with different services.");

    public static readonly DiagnosticDescriptor HostTwice = Error("MGO3008", "two services with one hostname",
        "A host leads to one service. Two services behind one name would be merged, and calls would land on either of them.");

    public static readonly DiagnosticDescriptor PortsDiffer = Error("MGO3009", "ports differ between clusters",
        "The SNI between the clusters carries the number of the port, so a number that one cluster lacks has no filter chain there and the call fails; "
        + "one protocol for all keeps client and server in step.");

    public static readonly DiagnosticDescriptor NoServingCluster = Error("MGO3010", "service without a cluster",
        "A GlobalService names a service that no member cluster runs, so its host would have no endpoint.");

    public static readonly DiagnosticDescriptor NotServed = Warning("MGO3011", "service is served nowhere",
        "A Service without a selector, or whose workloads all have 0 replicas, has no endpoint in any cluster; no host is rendered for it.");

    public static readonly DiagnosticDescriptor GatewayAddressMissing = Error("MGO3012", "east-west gateway address missing",
        "Clients of other clusters dial the load balancer of the east-west gateway. Without its address there is no endpoint to render.");

    public static readonly DiagnosticDescriptor StatefulInSeveralClusters = Error("MGO3013", "stateful service in several clusters",
        "Two databases behind one name lose writes: each connection may land in another cluster. "
        + "Only a backend that replicates between the clusters may be served by several of them.");

    public static readonly DiagnosticDescriptor HeadlessExported = Error("MGO3014", "headless service exported",
        "A headless Service addresses single pods, which one virtual address cannot do.");

    public static readonly DiagnosticDescriptor HeadlessLeftOut = Warning("MGO3015", "headless service left out",
        "A headless Service in a member namespace gets no host, because one virtual address cannot address single pods.");

    public static readonly DiagnosticDescriptor ExternalNameExported = Error("MGO3016", "ExternalName service exported",
        "An ExternalName Service is a DNS alias without pods: there is nothing for the gateway to forward to.");

    public static readonly DiagnosticDescriptor ExternalNameLeftOut = Warning("MGO3017", "ExternalName service left out",
        "An ExternalName Service in a member namespace gets no host, because it has no pods.");

    public static readonly DiagnosticDescriptor PortNotTcp = Warning("MGO3018", "UDP port left out",
        "Sidecars and east-west gateways carry TCP only; a port with another transport protocol is not reachable through the global host.");

    public static readonly DiagnosticDescriptor DomainUnderClusterDomain = Error("MGO3019", "domain under a cluster's DNS domain",
        "Names under the DNS domain of a cluster are answered by the cluster itself, and a stub for a parent of it would take the cluster's own names away.");

    public static readonly DiagnosticDescriptor HostShadowsService = Error("MGO3020", "host over an existing Kubernetes name",
        "Through the search path of a pod the name resolves to the Kubernetes Service first, which is another service than the one behind the global host.");

    public static readonly DiagnosticDescriptor DomainIsKubernetesNamespace = Warning("MGO3021", "domain over a Kubernetes namespace",
        "Names such as 'mongo.pacman.svc' are also Kubernetes names where the namespace exists. "
        + "There the clients reach the local Service directly, without failover to other clusters.");

    public static readonly DiagnosticDescriptor RootsDiffer = Error("MGO3022", "different roots of trust",
        "Proxies accept each other only if they trust each other's root. Without a trust bundle every call between the two clusters fails in the TLS handshake.");

    public static readonly DiagnosticDescriptor TrustDomainsDiffer = Error("MGO3023", "different trust domains",
        "A sidecar accepts clients of its own trust domain and its aliases only; all others fail in the TLS handshake.");

    public static readonly DiagnosticDescriptor RemoteSecrets = Error("MGO3024", "clusters joined by remote secrets",
        "Control planes that read each other's Services know the endpoints already. With entries on top every endpoint stands twice, and the order of failover is lost.");

    public static readonly DiagnosticDescriptor PlaintextServiceUnderStrict = Error("MGO3025", "LoadBalancer or NodePort under STRICT",
        "Callers from outside the mesh speak plaintext or their own TLS, which a sidecar in mode STRICT refuses.");

    public static readonly DiagnosticDescriptor WorkloadNotInjected = Error("MGO3026", "workload without sidecar under STRICT",
        "A workload without a sidecar cannot speak mutual TLS, so under STRICT it reaches no service of the mesh, and no client of the mesh reaches it.");

    public static readonly DiagnosticDescriptor NamespaceNotInjected = Error("MGO3027", "namespace without injection label",
        "The Namespace stands in the manifests, so it is not rendered again. Without the label its pods get no sidecar and are not in the mesh.");

    public static readonly DiagnosticDescriptor NamespaceInjectionUnknown = Warning("MGO3028", "namespace without injection label, managed elsewhere",
        "The Cluster says that labels are managed elsewhere; the Namespace in the manifests does not have one.");

    public static readonly DiagnosticDescriptor MtlsDisabled = Error("MGO3029", "mTLS disabled",
        "East-west gateways route by the SNI of mutual TLS. With mode DISABLE there is no such TLS, and no call between clusters arrives.");

    public static readonly DiagnosticDescriptor NamespaceIsReserved = Error("MGO3030", "gateway or config namespace misused",
        "The config namespace holds the client side alone, and a gateway must never see a client entry: it would loop or relay.");

    public static readonly DiagnosticDescriptor ServiceWithoutWorkload = Warning("MGO3031", "service without a workload",
        "No workload in the manifests matches the selector. The Service counts as served, as an operator may make the pods, "
        + "but the identity of the pods is unknown, so clients do not check it.");

    public static readonly DiagnosticDescriptor ServerIdentityUnknown = Info("MGO3032", "server identity unknown",
        "The service accounts behind the host are not all known, so no subjectAltNames are rendered and clients accept any identity of the mesh.");

    public static readonly DiagnosticDescriptor ClusterIsNoMember = Error("MGO3033", "cluster or namespace is no member",
        "A GlobalService speaks of a cluster or namespace that does not belong to its GlobalNamespace.");

    public static readonly DiagnosticDescriptor GlobalServiceTwice = Error("MGO3034", "two GlobalServices for one service",
        "What the manifests cannot say about a service is said in one place.");

    public static readonly DiagnosticDescriptor PortUnknown = Error("MGO3035", "port unknown",
        "A GlobalService speaks of a port that the Service does not have, or whose container port cannot be told.");

    public static readonly DiagnosticDescriptor AddressFamiliesMixed = Error("MGO3036", "IPv6 literal beside a hostname",
        "Envoy refuses a cluster that mixes hostnames with IPv6 literals, and with it the whole update.");

    public static readonly DiagnosticDescriptor GatewayAddressTwice = Error("MGO3037", "gateway address used twice",
        "Two clusters with one gateway address: calls for the one would arrive at the other.");

    public static readonly DiagnosticDescriptor HostTooLong = Error("MGO3038", "hostname too long",
        "A DNS name has at most 253 characters, and names of objects too.");

    public static readonly DiagnosticDescriptor NeighboursWithoutOrder = Info("MGO3039", "several neighbours in one region",
        "Failover names one neighbour of the own region; the others take part with the clusters of all other regions.");

    public static readonly DiagnosticDescriptor ResponderOutsideServiceCidr = Error("MGO3040", "responder outside the service range",
        "The API server refuses a Service whose clusterIP lies outside the service range of the cluster.");

    public static readonly DiagnosticDescriptor AllDraining = Error("MGO3041", "all clusters draining",
        "A host needs one cluster that serves it; with all of them draining its clients would have no endpoint.");

    public static readonly DiagnosticDescriptor PortWithoutMtls = Info("MGO3042", "port without mTLS left out",
        "A port whose mode is DISABLE cannot pass an east-west gateway, so the global host does not have it.");

    public static readonly DiagnosticDescriptor IncludeMatchesNothing = Warning("MGO3043", "service pattern matches nothing",
        "A name or pattern of services that matches no Service of the members is a typo or a missing manifest.");

    public static readonly DiagnosticDescriptor GatewayPortMissing = Error("MGO3060", "gateway Service without the port",
        "A Gateway object listens only on ports that the Service of the gateway has. Without it there is no listener, and every call of another cluster is refused.");

    public static readonly DiagnosticDescriptor ServedWithoutReplicas = Warning("MGO3061", "serving cluster without replicas",
        "A GlobalService says that a cluster serves, but the manifests give its workload 0 replicas. "
        + "Unless something scales it up, clients that prefer this cluster fail until outlier detection ejects it.");

    public static readonly DiagnosticDescriptor BackendTwice = Error("MGO3062", "backend of two services",
        "A Service of a cluster belongs to one global service. As the backend of two it would have two sets of ports and exceptions.");

    public static readonly DiagnosticDescriptor NoPort = Error("MGO3063", "service without a TCP port",
        "A global host needs a port. The mesh carries TCP only, and the Service has no such port.");

    public static readonly DiagnosticDescriptor ExceptionNotPossible = Error("MGO3064", "mTLS exception not possible",
        "An exception for a port is rendered as a PeerAuthentication with a selector, by container port. "
        + "It needs to know the pods, and one container port has one mode.");

    public static readonly DiagnosticDescriptor PeerAuthenticationTwice = Error("MGO3065", "second PeerAuthentication of a namespace",
        "Istio obeys the oldest PeerAuthentication without a selector and ignores the others. With a second one the mode of the namespace depends on which was created first.");

    public static readonly DiagnosticDescriptor EgressNamespaceShared = Error("MGO3050", "egress and east-west gateway in one namespace",
        "The entries for the way out and for the way in of a host would be merged: the gateways would loop, or Envoy refuses the whole listener.");

    public static readonly DiagnosticDescriptor EgressServiceWithoutPort = Error("MGO3051", "egress gateway without the port",
        "Clients dial the egress gateway's Service on the port for mesh traffic. A Service without it refuses every call to another cluster.");

    public static readonly DiagnosticDescriptor EgressGatewayNotDeclared = Warning("MGO3052", "egress gateway not declared",
        "With interconnect EgressHop every call to another cluster goes through the cluster's egress gateway. "
        + "Nothing in the repository says that there is one, so its default name and port are taken.");

    public static readonly DiagnosticDescriptor EgressSelectorDiffers = Error("MGO3053", "egress gateway's pods not selected",
        "The Gateway object configures the pods that its selector selects. If they are not those behind the Service, nothing listens there, and every call to another cluster is refused.");

    public static readonly DiagnosticDescriptor ConfigNamespaceLabelsMissing = Error("MGO3066", "config namespace without its labels",
        "The Namespace stands in the manifests, so it is not rendered again. Without the declared labels an istiod with discoverySelectors does not see what lies in it, and no client finds a global host.");

    public static readonly DiagnosticDescriptor LegacyReleasesMixed = Error("MGO3070", "releases that share no interconnect",
        "Legacy is for Istio 1.1 to 1.8.5 and 1.9.0 to 1.9.4, EastWest for later ones. A GlobalNamespace has one interconnect, so its clusters are all of the one kind or all of the other.");

    public static readonly DiagnosticDescriptor LegacyHostname = Error("MGO3071", "hostname without a namespace",
        "The gateway of a Legacy cluster cuts the domain off a name and puts the cluster's own behind it: what is left must be the name and namespace of the Service.");

    public static readonly DiagnosticDescriptor LegacyNameDiffers = Error("MGO3072", "name that leads to no Service",
        "The gateway of a Legacy cluster derives the Service from the host. An alias, or a Service under another name than the others have, is looked for in vain.");

    public static readonly DiagnosticDescriptor LegacyGatewayUnchecked = Warning("MGO3073", "release with an open gateway",
        "Istio before 1.8.6 and 1.9.5 passes a connection through an AUTO_PASSTHROUGH gateway on to the Service that its SNI names, and asks for no mutual TLS (CVE-2021-31921). "
        + "The rendered Gateway takes the names of the served hosts alone, but whoever reaches it reaches every port of theirs; only mTLS mode STRICT at the workload keeps strangers out.");

    public static readonly DiagnosticDescriptor LegacyWithoutFailover = Info("MGO3074", "no order of clusters",
        "Before Istio 1.6 the order of failover is a setting of the whole mesh, not of a DestinationRule: calls are spread over all clusters that serve a host.");

    public static readonly DiagnosticDescriptor LegacyVisibleToAll = Info("MGO3075", "entries visible to every namespace",
        "Before Istio 1.7 'exportTo' takes one entry: the own namespace or all of them. The client side lies in its config namespace, so every namespace of the cluster sees it.");

    public static readonly DiagnosticDescriptor MtlsNotRendered = Warning("MGO3076", "mTLS mode not rendered",
        "PeerAuthentication came with Istio 1.5. An earlier release takes its mTLS mode from the installation or from policies of 'authentication.istio.io', which are not rendered.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        VersionUnsupported, RegionMissing, MemberMatchesNoCluster, MemberMatchesNoNamespace, MemberTwice, DomainTwice,
        HostTwice, PortsDiffer, NoServingCluster, NotServed, GatewayAddressMissing, StatefulInSeveralClusters, HeadlessExported,
        HeadlessLeftOut, ExternalNameExported, ExternalNameLeftOut, PortNotTcp, DomainUnderClusterDomain, HostShadowsService,
        DomainIsKubernetesNamespace, RootsDiffer, TrustDomainsDiffer, RemoteSecrets, PlaintextServiceUnderStrict, WorkloadNotInjected,
        NamespaceNotInjected, NamespaceInjectionUnknown, MtlsDisabled, NamespaceIsReserved, ServiceWithoutWorkload,
        ServerIdentityUnknown, ClusterIsNoMember, GlobalServiceTwice, PortUnknown, AddressFamiliesMixed, GatewayAddressTwice,
        HostTooLong, NeighboursWithoutOrder, ResponderOutsideServiceCidr, AllDraining, PortWithoutMtls, IncludeMatchesNothing,
        GatewayPortMissing, ServedWithoutReplicas, BackendTwice, NoPort, ExceptionNotPossible, PeerAuthenticationTwice,
        EgressNamespaceShared, EgressServiceWithoutPort, EgressGatewayNotDeclared, EgressSelectorDiffers,
        ConfigNamespaceLabelsMissing,
        LegacyReleasesMixed, LegacyHostname, LegacyNameDiffers, LegacyGatewayUnchecked, LegacyWithoutFailover, LegacyVisibleToAll,
        MtlsNotRendered,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) => new(id, title, Severity.Error, explanation);

    private static DiagnosticDescriptor Warning(string id, string title, string explanation) => new(id, title, Severity.Warning, explanation);

    private static DiagnosticDescriptor Info(string id, string title, string explanation) => new(id, title, Severity.Info, explanation);
}
