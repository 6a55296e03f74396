using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Sizes;

/// <summary>Adds up the files of each cluster, and compares them with what Argo CD, GitHub and kustomize take. One finding for all clusters.</summary>
internal static class FolderSizes
{
    /// <summary>Sorted by cluster.</summary>
    public static Diagnosed<ImmutableArray<ClusterSize>> Of(
        IReadOnlyCollection<ObjectSizes> clusters,
        IReadOnlyCollection<OutputFile> files,
        RenderOptions options)
    {
        var byCluster = clusters.ToDictionary(cluster => cluster.Plan.Name, _ => new FolderSize(), StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (byCluster.TryGetValue(file.Cluster, out var folder))
            {
                folder.Add(file);
            }
        }

        var bag = new DiagnosticBag();
        Report(clusters, cluster => byCluster[cluster.Plan.Name].LargestFile, SizeLimits.GitHubFile, bag, (names, most) => (
            SizeDiagnostics.FileTooLargeForGitHub,
            $"A file of {names} takes {most} bytes, but GitHub takes at most {Number(SizeLimits.GitHubFile)}.",
            "Set 'layout: PerService', or spread the services over several GlobalNamespaces."));
        var built = clusters.ToLookup(cluster => IsBuilt(cluster, options));
        Report([.. built[true]], cluster => cluster.Count, SizeLimits.KustomizeObjects, bag, (names, most) => (
            SizeDiagnostics.ManyObjectsForKustomize,
            $"The folder of {names} has {most} objects, and kustomize takes long for more than {Number(SizeLimits.KustomizeObjects)}.",
            options.Kustomization
                ? "Take 'kustomization: true' out where Argo CD deploys."
                : "Give Flux's kustomize-controller more CPU, or let Argo CD deploy it, which applies a plain directory without kustomize."));
        Report([.. built[false]], cluster => byCluster[cluster.Plan.Name].ManifestBytes, SizeLimits.ArgoCdDirectory, bag, (names, most) => (
            SizeDiagnostics.FolderTooLargeForArgoCd,
            $"The manifests of {names} take {most} bytes, but Argo CD reads at most {Number(SizeLimits.ArgoCdDirectory)} of a directory.",
            "Raise 'reposerver.max.combined.directory.manifests.size' in the ConfigMap 'argocd-cmd-params-cm'."));

        return bag.With<ImmutableArray<ClusterSize>>(
        [
            .. clusters.Select(cluster => new ClusterSize(
                cluster.Plan.Name,
                byCluster[cluster.Plan.Name].Files,
                cluster.Count,
                byCluster[cluster.Plan.Name].ManifestBytes,
                cluster.Largest)),
        ]);
    }

    /// <summary>Flux builds every folder: where there is no kustomization it makes one.</summary>
    private static bool IsBuilt(ObjectSizes cluster, RenderOptions options) => options.Kustomization || cluster.Plan.Delivery is FluxClusterPlan;

    /// <summary>At the cluster with the most.</summary>
    private static void Report(
        IReadOnlyCollection<ObjectSizes> clusters,
        Func<ObjectSizes, long> sizeOf,
        long limit,
        DiagnosticBag bag,
        Func<string, string, (DiagnosticDescriptor Descriptor, string Message, string Help)> finding)
    {
        var over = clusters.Where(cluster => sizeOf(cluster) > limit)
            .OrderByDescending(sizeOf)
            .ThenBy(cluster => cluster.Plan.Name, StringComparer.Ordinal)
            .ToList();
        if (over is not [var first, ..])
        {
            return;
        }

        var names = over.Count == 1 ? $"cluster '{first.Plan.Name}'" : $"cluster '{first.Plan.Name}' (and of {Number(over.Count - 1)} more)";
        var (descriptor, message, help) = finding(names, Number(sizeOf(first)));
        bag.Add(descriptor, first.Plan.Settings.Origin.Location, message, help);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class FolderSize
    {
        public int Files { get; private set; }

        public long ManifestBytes { get; private set; }

        public long LargestFile { get; private set; }

        public void Add(OutputFile file)
        {
            Files++;
            LargestFile = Math.Max(LargestFile, file.Bytes.Length);
            if (file.Path.Value.StartsWith("clusters/", StringComparison.Ordinal))
            {
                ManifestBytes += file.Bytes.Length;
            }
        }
    }
}
