using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>
/// Opens the east-west gateway for exactly the hosts that this cluster serves.
/// A wildcard would also publish what else the gateway sees, and turn it into a relay.
/// </summary>
internal static class EastWestGateway
{
    public const string Name = "meshgitops-eastwest";

    /// <param name="entries">Sorted by host; not empty.</param>
    public static Manifest Create(ImmutableArray<ServerEntryPlan> entries, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        "Gateway",
        settings.EastWestNamespace,
        Name,
        settings.Origin,
        new ManifestPlacement(ManifestConcern.Cluster, OnlyGlobalNamespace(entries), null),
        new ManifestBuilder()
            .Add("selector", ManifestBuilder.StringMap(settings.EastWestSelector))
            .Add("servers", ManifestBuilder.Sequence([Server(entries, settings)])));

    private static ManifestBuilder Server(ImmutableArray<ServerEntryPlan> entries, ClusterSettings settings) => new ManifestBuilder()
        .Add("port", new ManifestBuilder()
            .Add("number", settings.EastWestServicePort)
            .Add("name", "tls-meshgitops")
            .Add("protocol", "TLS"))
        .Add("tls", new ManifestBuilder().Add("mode", "AUTO_PASSTHROUGH"))
        .Add("hosts", entries.Select(entry => entry.Host.Host));

    private static string? OnlyGlobalNamespace(ImmutableArray<ServerEntryPlan> entries)
    {
        var first = entries[0].Host.GlobalNamespace;
        return entries.All(entry => entry.Host.GlobalNamespace == first) ? first : null;
    }
}
