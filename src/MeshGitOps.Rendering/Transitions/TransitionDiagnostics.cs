using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>Changes between what is published and what would be rendered that break calls while clusters sync one after the other.</summary>
public static class TransitionDiagnostics
{
    private const string Order =
        "Clusters sync a commit one after the other, minutes or hours apart, so between two commits every mixture of old and new must work. ";

    public static readonly DiagnosticDescriptor ServerSideRemoved = new(
        "MGO4301",
        "A server side vanishes under published clients",
        Severity.Warning,
        Order + "A cluster that syncs this first no longer forwards the host, while clients of clusters that have not synced still call it there and get errors. "
        + "Keep the cluster in state Draining, or render the phase Additive, and take it away in a later commit, when every cluster has synced.");

    public static readonly DiagnosticDescriptor ClientBeforeServer = new(
        "MGO4302",
        "Clients may call a cluster before it serves",
        Severity.Warning,
        Order + "Clients that sync this first send a part of their calls to a gateway that does not know the host yet, and get errors. "
        + "Publish the server side first with the phase Additive; the clients follow in a later commit, when the serving cluster has synced.");

    public static readonly DiagnosticDescriptor PortRemoved = new(
        "MGO4303",
        "A host loses a port that published clients have",
        Severity.Warning,
        "The number of a port is part of the name under which clusters call each other: whoever still calls the old number, from a cluster that has not synced "
        + "or from an application that has not changed, gets errors. Serve the new port beside the old one first, let callers move, "
        + "then take the old one away with the phase Removal.");

    public static readonly DiagnosticDescriptor VirtualAddressChanged = new(
        "MGO4304",
        "A virtual address changes",
        Severity.Warning,
        "Applications keep the address that a name had when they looked it up, some of them for ever. A TCP connection to the old address leads nowhere "
        + "once the cluster has synced, and no phase can hold both addresses. Keep the address; or add an alias, which has an address of its own, let callers move to it, "
        + "and change the address with the phase Removal.");

    public static readonly DiagnosticDescriptor StrictAtOnce = new(
        "MGO4305",
        "A namespace goes STRICT at once",
        Severity.Warning,
        "A namespace that took plaintext until now refuses every caller without a sidecar, and Pods that run already get theirs only when they start again. "
        + "Render the namespace with 'rollout: Permissive' or the phase Additive first, start its callers again, see that Istio's "
        + "'istio_requests_total' counts no 'connection_security_policy=\"none\"' there, then go STRICT with the phase Removal.");

    public static readonly DiagnosticDescriptor HostRemoved = new(
        "MGO4306",
        "A host with published clients is removed",
        Severity.Warning,
        "The host vanishes from every cluster, and nothing in the output tells whether somebody still calls it. The phase Additive keeps it published meanwhile; "
        + "remove it with the phase Removal when no caller is left.");

    public static readonly DiagnosticDescriptor GatewayMoved = new(
        "MGO4307",
        "An east-west gateway moves",
        Severity.Warning,
        Order + "Clients that have not synced dial the old address or port of the gateway, those that have the new one: both must answer until every cluster has synced. "
        + "Keep the old load balancer for that long; a port is opened beside the old one with the phase Additive.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        ServerSideRemoved, ClientBeforeServer, PortRemoved, VirtualAddressChanged, StrictAtOnce, HostRemoved, GatewayMoved,
    ];
}
