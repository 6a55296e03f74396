using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Opens the egress gateway for exactly the hosts that clients of this cluster reach through it.</summary>
internal static class EgressGateway
{
    public const string Name = "meshgitops-egress";

    /// <param name="entries">Sorted by host; not empty.</param>
    public static Manifest Create(ImmutableArray<EgressEntryPlan> entries, ClusterSettings settings) => PassthroughGateway.Create(
        Name,
        settings.EgressNamespace,
        settings.EgressSelector,
        settings.EgressPort,
        [.. entries.Select(entry => entry.Host)],
        settings);
}
