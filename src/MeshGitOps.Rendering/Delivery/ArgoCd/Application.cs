using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery.ArgoCd;

/// <summary>
/// An Application of one cluster. It has no finalizer: deleting it, by mistake or because the cluster leaves, keeps the mesh running.
/// </summary>
internal static class Application
{
    /// <summary>A commit that touches other folders does not render this Application anew.</summary>
    public static readonly ImmutableArray<KeyValuePair<string, string>> Annotations = [new("argocd.argoproj.io/manifest-generate-paths", ".")];

    public static ManifestMapping Create(DeliveryPlan plan, ClusterPlan cluster, ArgoCdClusterPlan delivery, bool isKustomization) =>
        DeliveryObject.Create(
            ArgoCdApi.Version,
            "Application",
            plan.ArgoCdNamespace,
            $"{plan.Name}-{cluster.Name}",
            cluster.Settings.Origin,
            Annotations,
            Spec(plan, delivery.Project, delivery.Revision.Name, plan.At($"clusters/{cluster.Name}"), ArgoCdApi.Destination(cluster), isKustomization));

    /// <summary>What an ApplicationSet fills in as well.</summary>
    public static ManifestBuilder Spec(DeliveryPlan plan, string project, string revision, string path, ManifestBuilder destination, bool isKustomization) =>
        new ManifestBuilder()
            .Add("project", project)
            .Add("source", new ManifestBuilder()
                .Add("repoURL", plan.Repository!)
                .Add("targetRevision", revision)
                .Add("path", path)
                // A folder of folders is read whole only when told so; told so, a kustomization.yaml would be taken for a manifest.
                .Add("directory", isKustomization ? null : new ManifestBuilder().Add("recurse", true)))
            .Add("destination", destination)
            .Add("syncPolicy", SyncPolicy(plan));

    /// <summary>Only what differs is applied, thousands of entries otherwise; what is no longer rendered goes when all else is there.</summary>
    private static ManifestBuilder SyncPolicy(DeliveryPlan plan) => new ManifestBuilder()
        .Add("automated", plan.IsAutomated ? new ManifestBuilder().Add("prune", true) : null)
        .Add("syncOptions", ["ApplyOutOfSyncOnly=true", "PruneLast=true"]);
}
