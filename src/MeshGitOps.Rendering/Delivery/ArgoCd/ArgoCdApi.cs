using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery.ArgoCd;

internal static class ArgoCdApi
{
    public const string Version = "argoproj.io/v1alpha1";

    /// <summary>A cluster by its server, or by its name: Argo CD refuses both together.</summary>
    public static ManifestBuilder Destination(ClusterPlan cluster) => cluster.Delivery is ArgoCdClusterPlan { Server: { } server }
        ? new ManifestBuilder().Add("server", server)
        : new ManifestBuilder().Add("name", cluster.Name);
}
