using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Istio;

/// <summary>A VirtualService of networking.istio.io, as far as its shape is right.</summary>
public sealed record VirtualService
{
    public required KubernetesObject Object { get; init; }

    public ImmutableArray<Located<string>> Hosts { get; init; } = [];

    /// <summary>As written; empty means the sidecars of the mesh.</summary>
    public ImmutableArray<Located<string>> Gateways { get; init; } = [];

    public ImmutableArray<Located<string>> ExportTo { get; init; } = [];

    /// <summary>HTTP, then TLS, then TCP, each in its order.</summary>
    public ImmutableArray<VirtualServiceRoute> Routes { get; init; } = [];

    /// <summary>Whether sidecars use it: no gateway is written, or <c>mesh</c> is.</summary>
    public bool IsForMesh => Gateways.IsEmpty || Gateways.Any(gateway => gateway.Value == "mesh");

    public static VirtualService Read(KubernetesObject read) => new()
    {
        Object = read,
        Hosts = read.Spec.Texts("hosts"),
        Gateways = read.Spec.Texts("gateways"),
        ExportTo = read.Spec.Texts("exportTo"),
        Routes =
        [
            .. VirtualServiceRoute.ReadAll(read.Spec, "http", VirtualServiceProtocol.Http),
            .. VirtualServiceRoute.ReadAll(read.Spec, "tls", VirtualServiceProtocol.Tls),
            .. VirtualServiceRoute.ReadAll(read.Spec, "tcp", VirtualServiceProtocol.Tcp),
        ],
    };
}

/// <summary>The list of a VirtualService that a route stands in.</summary>
public enum VirtualServiceProtocol
{
    Http,
    Tls,
    Tcp,
}

/// <param name="Index">Its place in its list, from 0.</param>
/// <param name="Destinations">Without mirrors.</param>
public sealed record VirtualServiceRoute(
    VirtualServiceProtocol Protocol,
    int Index,
    YamlMapping Node,
    ImmutableArray<YamlMapping> Matches,
    ImmutableArray<RouteDestination> Destinations,
    ImmutableArray<RouteDestination> Mirrors)
{
    internal static IEnumerable<VirtualServiceRoute> ReadAll(YamlMapping? spec, string key, VirtualServiceProtocol protocol) =>
        spec.Mappings(key).Select((node, index) => new VirtualServiceRoute(
            protocol,
            index,
            node,
            [.. node.Mappings("match")],
            [.. node.Mappings("route").Select(route => RouteDestination.Read(route, route.Mapping("destination"))).OfType<RouteDestination>()],
            [
                .. new[] { node.Mapping("mirror") }.Concat(node.Mappings("mirrors").Select(mirror => mirror.Mapping("destination")))
                    .Select(mirror => RouteDestination.Read(null, mirror)).OfType<RouteDestination>(),
            ]));
}

/// <summary>Where a route sends requests.</summary>
/// <param name="Node">The mapping of the destination itself.</param>
/// <param name="Weight">Null where it is not written.</param>
public sealed record RouteDestination(
    YamlMapping Node,
    Located<string> Host,
    Located<string>? Subset,
    Located<int>? Port,
    Located<int>? Weight)
{
    /// <param name="route">The entry of the route around the destination, which holds the weight; null for a mirror.</param>
    internal static RouteDestination? Read(YamlMapping? route, YamlMapping? destination) =>
        destination is not null && destination.LocatedText("host") is { } host
            ? new RouteDestination(
                destination,
                host,
                destination.LocatedText("subset"),
                destination.Mapping("port").Integer("number"),
                route.Integer("weight"))
            : null;
}
