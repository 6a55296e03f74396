using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>What is wrong with who may call what: MGO3085 to MGO3089.</summary>
public static class AccessDiagnostics
{
    public static readonly DiagnosticDescriptor TargetUnknown = Error("MGO3085", "policy for nothing",
        "An AccessPolicy protects the pods that it names. Where no cluster that it counts in has them it would protect nothing, and nobody would notice.");

    public static readonly DiagnosticDescriptor PodsUnknown = Error("MGO3086", "pods of a policy unknown",
        "An AuthorizationPolicy chooses pods by their labels, and one without labels would count for the whole namespace. "
        + "The labels are those of the Service's selector, or of the workloads that run as the service account.");

    public static readonly DiagnosticDescriptor OtherPodsSelected = Error("MGO3087", "policy reaches other pods",
        "A workload is chosen by the labels of its pods, and pods of another workload carry all of them too: the policy would let callers into those, or keep them out. "
        + "Give the pods a label that the others do not have, in another value.");

    public static readonly DiagnosticDescriptor PortUnknown = Error("MGO3088", "port of a policy unknown",
        "A sidecar compares the port of the container, not that of the Service: with the wrong number the policy lets nobody in, or refuses nothing. "
        + "It is looked up in the Service and, where that names a port, in the containers.");

    public static readonly DiagnosticDescriptor VersionTooOld = Error("MGO3089", "Istio version without AuthorizationPolicy",
        "AuthorizationPolicy came with Istio 1.4; an earlier release would leave the service open.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [TargetUnknown, PodsUnknown, OtherPodsSelected, PortUnknown, VersionTooOld];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) => new(id, title, Severity.Error, explanation);
}
