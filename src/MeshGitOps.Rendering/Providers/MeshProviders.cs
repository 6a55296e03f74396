using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Providers;

/// <summary>The list of mesh providers; a new one is a folder beside this file and a line here.</summary>
public static class MeshProviders
{
    public static readonly ImmutableArray<MeshProvider> All =
    [
        new(MeshProviderKind.Istio, IstioManifests.Render),
    ];

    /// <summary>The objects of the cluster's mesh; none where its provider has no renderer.</summary>
    public static ImmutableArray<Manifest> Render(ClusterPlan plan)
    {
        foreach (var provider in All)
        {
            if (provider.Kind == plan.Settings.Provider)
            {
                return provider.Render(plan);
            }
        }

        return [];
    }
}
