using System.Buffers;
using MeshGitOps.Rendering.Delivery.ArgoCd;
using MeshGitOps.Rendering.Delivery.Flux;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery;

/// <summary>The files that tell Argo CD and Flux of the clusters, and what they need beside the manifests.</summary>
internal sealed class DeliveryFiles
{
    /// <summary>Keeps a folder in git that has no manifest: Argo CD and Flux take a folder that is missing for an error, and prune nothing.</summary>
    private const string FolderKeeper = ".gitkeep";

    private readonly DeliveryPlan _plan;
    private readonly RenderOptions _options;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly List<OutputFile> _files = [];

    private DeliveryFiles(DeliveryPlan plan, RenderOptions options)
    {
        _plan = plan;
        _options = options;
    }

    /// <summary>What lies among the files of each cluster.</summary>
    public static IReadOnlyList<OutputFile> RenderClusters(DeliveryPlan plan, IReadOnlyCollection<ClusterContents> clusters, RenderOptions options)
    {
        var delivery = new DeliveryFiles(plan, options);
        foreach (var cluster in clusters.Where(cluster => cluster.Plan.Delivery is not null))
        {
            delivery.AddCluster(cluster);
        }

        return delivery._files;
    }

    /// <summary>The objects for Argo CD and Flux.</summary>
    /// <param name="clusters">All of the fleet, sorted by name; those without a delivery are passed over.</param>
    public static IReadOnlyList<OutputFile> RenderObjects(DeliveryPlan plan, IReadOnlyCollection<ClusterContents> clusters, RenderOptions options)
    {
        var delivery = new DeliveryFiles(plan, options);
        var delivered = clusters.Where(cluster => cluster.Plan.Delivery is not null).ToList();
        foreach (var cluster in delivered)
        {
            delivery.AddObjects(cluster);
        }

        foreach (var project in delivered
            .Where(cluster => cluster.Plan.Delivery is ArgoCdClusterPlan)
            .GroupBy(cluster => ((ArgoCdClusterPlan)cluster.Plan.Delivery!).Project, StringComparer.Ordinal))
        {
            delivery.AddProject(project.Key, [.. project]);
        }

        return delivery._files;
    }

    public static bool IsFolderKeeper(OutputPath path) => path.Value.EndsWith($"/{FolderKeeper}", StringComparison.Ordinal);

    private void AddCluster(ClusterContents cluster)
    {
        var plan = cluster.Plan;
        var origin = plan.Settings.Origin;
        Add($".meshgitops/{plan.Name}/{ClusterConfigFile.Name}", plan.Name, origin, ClusterConfigFile.Write(_plan, plan));
        if (!cluster.HasManifests && !_options.Kustomization)
        {
            Add($"clusters/{plan.Name}/{FolderKeeper}", plan.Name, origin, []);
        }
    }

    private void AddObjects(ClusterContents cluster)
    {
        var plan = cluster.Plan;
        var origin = plan.Settings.Origin;
        if (plan.Delivery is FluxClusterPlan flux)
        {
            ManifestMapping[] objects =
            [
                FluxSource.Create(_plan, plan, flux),
                FluxKustomization.CreateOwned(_plan, cluster, flux),
                .. cluster.HasShared ? [FluxKustomization.CreateShared(_plan, cluster, flux)] : Array.Empty<ManifestMapping>(),
            ];
            AddManifests($"delivery/flux/{plan.Name}/sync.yaml", origin, objects);
        }
        else if (plan.Delivery is ArgoCdClusterPlan argoCd && _plan.IsPerCluster)
        {
            AddManifests($"delivery/argocd/application-{plan.Name}.yaml", origin, [Application.Create(_plan, plan, argoCd, _options.Kustomization)]);
        }
    }

    /// <summary>The name of the project's file sorts before the others: <c>kubectl apply -f delivery/argocd</c> makes it first.</summary>
    private void AddProject(string project, IReadOnlyCollection<ClusterContents> clusters)
    {
        if (clusters.First().Plan.Delivery is ArgoCdClusterPlan { OwnsProject: true })
        {
            AddManifests($"delivery/argocd/app-project-{project}.yaml", _plan.Origin, [AppProject.Create(_plan, project, clusters)]);
        }

        if (!_plan.IsPerCluster)
        {
            AddManifests(
                $"delivery/argocd/applicationset-{project}.yaml",
                _plan.Origin,
                [ApplicationSet.Create(_plan, project, [.. clusters.Select(cluster => cluster.Plan)], _options.Kustomization)]);
        }
    }

    private void AddManifests(string path, Origin origin, IEnumerable<ManifestMapping> manifests) =>
        Add(path, OutputFile.Delivery, origin, ManifestFile.Write(_buffer, origin, manifests));

    /// <summary>A name that makes no path is reported with the manifests of its cluster.</summary>
    private void Add(string path, string cluster, Origin origin, byte[] bytes)
    {
        if (OutputPath.TryCreate(path, out _) is { } checkedPath)
        {
            _files.Add(new OutputFile(checkedPath, cluster, bytes, _options.OriginOf(origin.Location), OutputSharing.Owned));
        }
    }
}
