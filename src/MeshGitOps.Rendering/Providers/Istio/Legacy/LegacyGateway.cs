using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>
/// Opens the gateway for the names of the served hosts alone. The gateway of these releases compares the SNI with the hosts of the server
/// and nothing else, so <c>*.messenger.default.global</c> takes <c>outbound_.3000_._.messenger.default.global</c>, where the charts'
/// <c>*.global</c> would publish every Service of the cluster.
/// </summary>
internal static class LegacyGateway
{
    public const string Name = "meshgitops-legacy";

    /// <param name="entries">Sorted by host; not empty.</param>
    public static Manifest Create(ImmutableArray<ServerEntryPlan> entries, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        "Gateway",
        settings.EastWestNamespace,
        Name,
        settings.Origin,
        new ManifestPlacement(ManifestConcern.Cluster, PassthroughGateway.OnlyGlobalNamespace([.. entries.Select(entry => entry.Host)]), null),
        new ManifestBuilder()
            .Add("selector", ManifestBuilder.StringMap(settings.EastWestSelector))
            .Add("servers", ManifestBuilder.Sequence(
            [
                new ManifestBuilder()
                    .Add("port", new ManifestBuilder()
                        .Add("number", settings.EastWestServicePort)
                        .Add("name", "tls-meshgitops")
                        .Add("protocol", "TLS"))
                    .Add("tls", new ManifestBuilder().Add("mode", "AUTO_PASSTHROUGH"))
                    .Add("hosts", entries.Select(entry => $"*.{entry.Host.Host}")),
            ])));
}
