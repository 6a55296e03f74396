using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What is wrong with virtual addresses and their lock file.</summary>
public static class AddressDiagnostics
{
    public static readonly DiagnosticDescriptor LockFileInvalid = Error("MGO3101", "lock file not readable",
        "The lock file holds one line 'host: address' per host. It is written by 'meshgitops render'; a hand edit or a merge left something else in it.");

    public static readonly DiagnosticDescriptor RangeInvalid = Error("MGO3102", "virtual address range not usable",
        "Virtual addresses must not be routable anywhere: loopback and multicast never reach the sidecar, and an address of a pod, a Service or Istio's own range takes somebody else's traffic.");

    public static readonly DiagnosticDescriptor AddressOutsideRange = Error("MGO3103", "virtual address outside the range",
        "Workspaces that share clusters take disjoint ranges. An address outside the range may belong to somebody else.");

    public static readonly DiagnosticDescriptor AddressTwice = Error("MGO3104", "virtual address used twice",
        "Two hosts with one address: TCP connections to the second arrive at the first. A clean merge of two branches can do that.");

    public static readonly DiagnosticDescriptor AddressForbidden = Error("MGO3105", "virtual address not usable",
        "The first and last address of a /24, loopback, multicast, link-local, Istio's 240.240.0.0/16 and the pod and Service ranges of the members are not taken.");

    public static readonly DiagnosticDescriptor RangeExhausted = Error("MGO3106", "virtual address range exhausted",
        "Every host has an address of its own, the same in every cluster.");

    public static readonly DiagnosticDescriptor AddressInvalid = Error("MGO3107", "virtual address not readable",
        "A virtual address is a literal IPv4 address.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [LockFileInvalid, RangeInvalid, AddressOutsideRange, AddressTwice, AddressForbidden, RangeExhausted, AddressInvalid];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) => new(id, title, Severity.Error, explanation);
}
