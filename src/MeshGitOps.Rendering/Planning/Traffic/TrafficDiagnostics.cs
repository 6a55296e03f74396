using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Planning.Traffic;

/// <summary>What is wrong with how requests are routed: MGO3200 to MGO3229.</summary>
public static class TrafficDiagnostics
{
    public static readonly DiagnosticDescriptor ServiceUnknown = Error("MGO3200", "routed service unknown",
        "A TrafficPolicy routes the requests to a service of its GlobalNamespace. Where no cluster serves the service nothing would be routed, and nobody would notice.");

    public static readonly DiagnosticDescriptor SecondPolicy = Error("MGO3201", "two policies for one service",
        "Istio takes one VirtualService of a host and does not merge a second one: whose routes count would depend on their age.");

    public static readonly DiagnosticDescriptor NoHttpPort = Error("MGO3202", "routed service without HTTP",
        "Paths, headers, retries and faults are what HTTP and gRPC have. A service whose ports carry something else has no requests that could be routed. "
        + "The protocol of a port is the beginning of its name, such as 'http-', or its 'appProtocol'.");

    public static readonly DiagnosticDescriptor WeightsInvalid = Error("MGO3203", "weights do not sum to 100",
        "Weights are percents of the requests of a route. Istio takes any other sum for a proportion, and refuses one of 0: the shares would be others than those that are written.");

    public static readonly DiagnosticDescriptor RouteUnreachable = Error("MGO3204", "route never reached",
        "The first route that matches a request counts. What stands behind one that matches every request never gets any.");

    public static readonly DiagnosticDescriptor BackendUnknown = Error("MGO3205", "backend unknown",
        "Requests go to a service of the same GlobalNamespace that a cluster serves. To any other they would be answered with 503.");

    public static readonly DiagnosticDescriptor ClusterDoesNotServe = Error("MGO3206", "backend cluster does not serve",
        "A backend that is a cluster takes requests only there. Where the cluster does not run the service, or is draining, each of them would be answered with 503.");

    public static readonly DiagnosticDescriptor ClusterNotChosen = Error("MGO3207", "cluster cannot be chosen",
        "With interconnect EgressHop a client calls its own egress gateway, which alone chooses the cluster. A client cannot.");

    public static readonly DiagnosticDescriptor BackendNotVisible = Error("MGO3208", "backend not visible to a caller",
        "A client can be sent only to a host that it sees. Callers of the service that are no consumers of its backend would get 503.");

    public static readonly DiagnosticDescriptor BackendPortUnknown = Error("MGO3209", "port of a backend unknown",
        "A request to a port of the service goes to the port of the same number of its backend, or to the only one that carries HTTP.");

    public static readonly DiagnosticDescriptor LegacyNotRouted = Error("MGO3210", "interconnect without routes",
        "The releases of Istio that interconnect Legacy is for show a VirtualService to everybody or to its own namespace alone. It is not rendered for them.");

    public static readonly DiagnosticDescriptor RoutedElsewhere = Error("MGO3211", "host routed twice",
        "Istio takes one VirtualService of a host for the sidecars that see it, and passes over the others: with one in the manifests beside the TrafficPolicy, "
        + "whose routes count depends on their age.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        ServiceUnknown,
        SecondPolicy,
        NoHttpPort,
        WeightsInvalid,
        RouteUnreachable,
        BackendUnknown,
        ClusterDoesNotServe,
        ClusterNotChosen,
        BackendNotVisible,
        BackendPortUnknown,
        LegacyNotRouted,
        RoutedElsewhere,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) => new(id, title, Severity.Error, explanation);
}
