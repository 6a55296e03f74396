using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery.ArgoCd;

/// <summary>
/// What the Applications of the mesh may do: pull from the one repository, into the clusters of the project, objects of the kinds that are rendered.
/// Namespaces are not listed: a new member namespace would stop the whole sync of its cluster until somebody has applied the project.
/// </summary>
internal static class AppProject
{
    /// <summary>
    /// What is rendered for a cluster as services come and go. Argo CD neither syncs nor prunes a kind that its project does not allow,
    /// and says nothing of what it leaves: the last object of a kind would stay for ever. An empty list of namespaced kinds would allow every kind.
    /// </summary>
    private static readonly ImmutableArray<ObjectKind> Always =
    [
        new("", "Namespace", false),
        new("networking.istio.io", "DestinationRule", true),
        new("networking.istio.io", "Gateway", true),
        new("networking.istio.io", "ServiceEntry", true),
        new("networking.istio.io", "VirtualService", true),
        new("security.istio.io", "AuthorizationPolicy", true),
        new("security.istio.io", "PeerAuthentication", true),
    ];

    /// <param name="clusters">Those of the project.</param>
    public static ManifestMapping Create(DeliveryPlan plan, string project, IReadOnlyCollection<ClusterContents> clusters)
    {
        var kinds = clusters.SelectMany(cluster => cluster.Kinds).Union(Always).Order().ToList();
        return DeliveryObject.Create(
            ArgoCdApi.Version,
            "AppProject",
            plan.ArgoCdNamespace,
            project,
            plan.Origin,
            [new(SyncWaves.Annotation, "-1")],
            new ManifestBuilder()
                .Add("description", $"The mesh of the workspace {plan.Name}.")
                .Add("sourceRepos", [plan.Repository!])
                .Add("destinations", ManifestBuilder.Sequence(clusters.Select(cluster => ArgoCdApi.Destination(cluster.Plan).Add("namespace", "*"))))
                .Add("clusterResourceWhitelist", List(kinds.Where(kind => !kind.IsNamespaced)))
                .Add("namespaceResourceWhitelist", List(kinds.Where(kind => kind.IsNamespaced))));
    }

    private static ManifestSequence List(IEnumerable<ObjectKind> kinds) =>
        ManifestBuilder.Sequence(kinds.Select(kind => new ManifestBuilder().Add("group", kind.Group).Add("kind", kind.Kind)));
}
