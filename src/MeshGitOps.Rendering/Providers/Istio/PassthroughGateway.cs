using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>
/// A Gateway that leaves the TLS session to the two ends and routes by its SNI, for exact hosts.
/// A wildcard would also publish what else the gateway sees, and turn it into a relay.
/// </summary>
internal static class PassthroughGateway
{
    /// <param name="servicePort">A port of the gateway's Service.</param>
    /// <param name="hosts">Sorted; not empty.</param>
    public static Manifest Create(
        string name,
        string gatewayNamespace,
        ImmutableSortedDictionary<string, string> selector,
        int servicePort,
        ImmutableArray<GlobalHost> hosts,
        ClusterSettings settings) => IstioObject.Create(
            IstioApi.Networking(settings.IstioVersion),
            "Gateway",
            gatewayNamespace,
            name,
            settings.Origin,
            new ManifestPlacement(ManifestConcern.Cluster, OnlyGlobalNamespace(hosts), null),
            new ManifestBuilder()
                .Add("selector", ManifestBuilder.StringMap(selector))
                .Add("servers", ManifestBuilder.Sequence([Server(servicePort, hosts)])));

    private static ManifestBuilder Server(int servicePort, ImmutableArray<GlobalHost> hosts) => new ManifestBuilder()
        .Add("port", new ManifestBuilder()
            .Add("number", servicePort)
            .Add("name", "tls-meshgitops")
            .Add("protocol", "TLS"))
        .Add("tls", new ManifestBuilder().Add("mode", "AUTO_PASSTHROUGH"))
        .Add("hosts", hosts.Select(host => host.Host));

    /// <summary>Null where the hosts belong to several.</summary>
    public static string? OnlyGlobalNamespace(ImmutableArray<GlobalHost> hosts)
    {
        var first = hosts[0].GlobalNamespace;
        return hosts.All(host => host.GlobalNamespace == first) ? first : null;
    }
}
