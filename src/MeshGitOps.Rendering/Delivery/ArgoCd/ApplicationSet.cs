using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery.ArgoCd;

/// <summary>
/// Makes an Application for each folder of a cluster that it finds in the repository, of one project.
/// The project is written out and never a parameter: whoever may write to the repository would choose what is allowed.
/// An Application that goes keeps its objects (<c>preserveResourcesOnDeletion</c>): an empty branch must not take the mesh away.
/// </summary>
internal static class ApplicationSet
{
    private const string ConfigPrefix = "config";

    /// <param name="clusters">Those of the project.</param>
    public static ManifestMapping Create(
        DeliveryPlan plan,
        string project,
        IReadOnlyCollection<ClusterPlan> clusters,
        bool isKustomization)
    {
        var (first, second) = plan.Revision is { } revision ? OneRevision(plan, revision) : BranchPerCluster(plan, clusters);
        return DeliveryObject.Create(
            ArgoCdApi.Version,
            "ApplicationSet",
            plan.ArgoCdNamespace,
            $"{plan.Name}-{project}",
            plan.Origin,
            [],
            new ManifestBuilder()
                .Add("goTemplate", true)
                .Add("goTemplateOptions", ["missingkey=error"])
                .Add("generators", ManifestBuilder.Sequence([
                    new ManifestBuilder()
                        .Add("matrix", new ManifestBuilder().Add("generators", ManifestBuilder.Sequence([first, second])))
                        .Add("selector", plan.Revision is null ? null : OfProject(project)),
                ]))
                .Add("syncPolicy", new ManifestBuilder().Add("preserveResourcesOnDeletion", true))
                .Add("template", Template(plan, project, isKustomization)));
    }

    /// <summary>
    /// Every folder of a cluster, and its parameters from the file beside it: a folder says where its objects lie, not which server they are for.
    /// Both generators give a 'path': the second one's has a prefix, or Argo CD refuses them.
    /// </summary>
    private static (ManifestBuilder First, ManifestBuilder Second) OneRevision(DeliveryPlan plan, DeliveryRevision revision) => (
        Git(plan, revision.Name, null, "directories", ManifestBuilder.Sequence([
            new ManifestBuilder().Add("path", plan.At("clusters/*")),
        ])),
        Git(plan, revision.Name, ConfigPrefix, "files", ManifestBuilder.Sequence([
            new ManifestBuilder().Add("path", plan.At($".meshgitops/{{{{.path.basename}}}}/{ClusterConfigFile.Name}")),
        ])));

    /// <summary>
    /// The other clusters are passed over by what their files say, not by name: one that is added later, for Flux or another project,
    /// must not get an Application from an ApplicationSet that was applied before.
    /// </summary>
    private static ManifestBuilder OfProject(string project) => new ManifestBuilder()
        .Add("matchLabels", new ManifestBuilder().Add(ClusterConfigFile.AppProject, project));

    /// <summary>A generator looks at one branch: the list names the branch of each cluster.</summary>
    private static (ManifestBuilder First, ManifestBuilder Second) BranchPerCluster(DeliveryPlan plan, IReadOnlyCollection<ClusterPlan> clusters)
    {
        var elements = clusters.Select(cluster => new ManifestBuilder()
            .Add("cluster", cluster.Name)
            .Add("revision", cluster.Delivery!.Revision.Name)
            .Add("destination", new ManifestBuilder()
                .Add("name", ServerOf(cluster) is null ? cluster.Name : "")
                .Add("server", ServerOf(cluster) ?? "")));
        return (
            new ManifestBuilder().Add("list", new ManifestBuilder().Add("elements", ManifestBuilder.Sequence(elements))),
            Git(plan, "{{.revision}}", null, "directories", ManifestBuilder.Sequence([
                new ManifestBuilder().Add("path", plan.At("clusters/{{.cluster}}")),
            ])));
    }

    private static string? ServerOf(ClusterPlan cluster) => (cluster.Delivery as ArgoCdClusterPlan)?.Server;

    private static ManifestBuilder Git(DeliveryPlan plan, string revision, string? prefix, string field, ManifestSequence paths) =>
        new ManifestBuilder().Add("git", new ManifestBuilder()
            .Add("repoURL", plan.Repository!)
            .Add("revision", revision)
            .Add("pathParamPrefix", prefix is null ? null : new ManifestString(prefix))
            .Add(field, paths));

    private static ManifestBuilder Template(DeliveryPlan plan, string project, bool isKustomization) => new ManifestBuilder()
        .Add("metadata", new ManifestBuilder()
            .Add("name", $"{plan.Name}-{{{{.path.basename}}}}")
            .Add("labels", new ManifestBuilder().Add("app.kubernetes.io/managed-by", "meshgitops"))
            .Add("annotations", ManifestBuilder.StringMap(Application.Annotations)))
        .Add("spec", Application.Spec(
            plan,
            project,
            plan.Revision?.Name ?? "{{.revision}}",
            "{{.path.path}}",
            new ManifestBuilder().Add("name", "{{.destination.name}}").Add("server", "{{.destination.server}}"),
            isKustomization));
}
