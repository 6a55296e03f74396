using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MeshGitOps.Specs.Istio;

/// <summary>The kinds of Istio's CustomResourceDefinitions, and those that earlier releases had.</summary>
public static class IstioKinds
{
    /// <summary>Sorted by group, then name. Source: manifests/charts/base/files/crd-all.gen.yaml of Istio.</summary>
    public static readonly ImmutableArray<IstioKind> All =
    [
        new(IstioApi.Extensions, "TrafficExtension", "v1alpha1"),
        new(IstioApi.Extensions, "WasmPlugin", "v1alpha1"),
        new(IstioApi.Networking, "DestinationRule", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Networking, "EnvoyFilter", "v1alpha3"),
        new(IstioApi.Networking, "Gateway", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Networking, "ProxyConfig", "v1beta1"),
        new(IstioApi.Networking, "ServiceEntry", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Networking, "Sidecar", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Networking, "VirtualService", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Networking, "WorkloadEntry", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Networking, "WorkloadGroup", "v1", "v1beta1", "v1alpha3"),
        new(IstioApi.Security, "AuthorizationPolicy", "v1", "v1beta1"),
        new(IstioApi.Security, "PeerAuthentication", "v1", "v1beta1"),
        new(IstioApi.Security, "RequestAuthentication", "v1", "v1beta1"),
        new(IstioApi.Telemetry, "Telemetry", "v1", "v1alpha1"),
    ];

    private static readonly FrozenDictionary<string, IstioKind> ByName =
        All.ToFrozenDictionary(kind => $"{kind.Group}/{kind.Name}", StringComparer.Ordinal);

    /// <summary>Null for a kind that Istio does not have in this group.</summary>
    public static IstioKind? Find(string group, string name) => ByName.GetValueOrDefault($"{group}/{name}");

    /// <summary>Whether every kind of the group is in <see cref="All"/>.</summary>
    public static bool IsKnownGroup(string group) =>
        group is IstioApi.Extensions or IstioApi.Networking or IstioApi.Security or IstioApi.Telemetry;
}
