using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Opens the east-west gateway for exactly the hosts that this cluster serves.</summary>
internal static class EastWestGateway
{
    public const string Name = "meshgitops-eastwest";

    /// <param name="entries">Sorted by host; not empty.</param>
    public static Manifest Create(ImmutableArray<ServerEntryPlan> entries, ClusterSettings settings) => PassthroughGateway.Create(
        Name,
        settings.EastWestNamespace,
        settings.EastWestSelector,
        settings.EastWestServicePort,
        [.. entries.Select(entry => entry.Host)],
        settings);
}
