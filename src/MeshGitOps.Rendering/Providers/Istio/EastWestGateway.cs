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

    private const int DefaultServicePort = 15443;

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
            .Add("number", ServicePort(settings.EastWestPort))
            .Add("name", "tls-meshgitops")
            .Add("protocol", "TLS"))
        .Add("tls", new ManifestBuilder().Add("mode", "AUTO_PASSTHROUGH"))
        .Add("hosts", entries.Select(entry => entry.Host.Host));

    /// <summary>
    /// The number that a Gateway names is the port of the gateway's Service. A node port (Kubernetes' default range)
    /// is only what others dial; the Service behind it keeps the usual port.
    /// </summary>
    private static int ServicePort(int dialled) => dialled is >= 30000 and <= 32767 ? DefaultServicePort : dialled;

    private static string? OnlyGlobalNamespace(ImmutableArray<ServerEntryPlan> entries)
    {
        var first = entries[0].Host.GlobalNamespace;
        return entries.All(entry => entry.Host.GlobalNamespace == first) ? first : null;
    }
}
