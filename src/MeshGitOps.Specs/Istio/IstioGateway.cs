using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Istio;

/// <summary>A Gateway of networking.istio.io, as far as its shape is right.</summary>
public sealed record IstioGateway
{
    public required KubernetesObject Object { get; init; }

    /// <summary>Empty: every gateway of the mesh.</summary>
    public ImmutableSortedDictionary<string, string> Selector { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableArray<GatewayServer> Servers { get; init; } = [];

    public static IstioGateway Read(KubernetesObject read) => new()
    {
        Object = read,
        Selector = KubernetesObject.Strings(read.Spec.Mapping("selector")),
        Servers = [.. read.Spec.Mappings("servers").Select(GatewayServer.Read)],
    };
}

/// <param name="Hosts">As written: <c>host</c> or <c>namespace/host</c>.</param>
public sealed record GatewayServer(
    YamlMapping Node,
    Located<int>? PortNumber,
    Located<string>? PortName,
    Located<string>? Protocol,
    ImmutableArray<Located<string>> Hosts,
    YamlMapping? Tls)
{
    internal static GatewayServer Read(YamlMapping node)
    {
        var port = node.Mapping("port");
        return new GatewayServer(
            node,
            port.Integer("number"),
            port.LocatedText("name"),
            port.LocatedText("protocol"),
            node.Texts("hosts"),
            node.Mapping("tls"));
    }
}
