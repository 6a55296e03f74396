using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery.Flux;

/// <summary>
/// What Flux of a cluster applies. Patches of objects that belong to others are a Kustomization of their own, which never prunes:
/// the objects would be deleted with their patch. It comes after ours, and where a DNS server is ours once that is ready:
/// queries are sent only to a server that answers.
/// </summary>
internal static class FluxKustomization
{
    private const string ApiVersion = "kustomize.toolkit.fluxcd.io/v1";

    /// <summary>The guard that every patch of a shared object carries tells them from what is ours.</summary>
    private const string SharedSelector = "kustomize.toolkit.fluxcd.io/prune=disabled";

    public static ManifestMapping CreateOwned(DeliveryPlan plan, ClusterContents contents, FluxClusterPlan flux) => Create(
        plan,
        contents.Plan,
        flux,
        plan.Name,
        "",
        spec => spec
            .Add("prune", true)
            // What is no longer rendered is pruned; that the Kustomization goes, by mistake or with its cluster, must not take the mesh away.
            .Add("deletionPolicy", "Orphan")
            .Add("wait", contents.Workloads.IsEmpty)
            .Add("healthChecks", contents.Workloads.IsEmpty ? null : ManifestBuilder.Sequence(contents.Workloads.Select(HealthCheck)))
            .Add("patches", contents.HasShared ? ManifestBuilder.Sequence([WithoutShared()]) : null));

    public static ManifestMapping CreateShared(DeliveryPlan plan, ClusterContents contents, FluxClusterPlan flux) => Create(
        plan,
        contents.Plan,
        flux,
        $"{plan.Name}-shared",
        "/shared",
        spec => spec
            .Add("prune", false)
            .Add("wait", true)
            .Add("dependsOn", ManifestBuilder.Sequence([new ManifestBuilder().Add("name", plan.Name)])));

    private static ManifestMapping Create(
        DeliveryPlan plan,
        ClusterPlan cluster,
        FluxClusterPlan flux,
        string name,
        string folder,
        Func<ManifestBuilder, ManifestBuilder> more)
    {
        var path = $"clusters/{cluster.Name}{folder}";
        return DeliveryObject.Create(
            ApiVersion,
            "Kustomization",
            flux.Namespace,
            name,
            cluster.Settings.Origin,
            [],
            more(new ManifestBuilder()
                .Add("interval", flux.Interval)
                .Add("retryInterval", "1m")
                .Add("timeout", "3m")
                .Add("sourceRef", new ManifestBuilder().Add("kind", FluxSource.KindOf(plan)).Add("name", plan.Name))
                // The root of an artifact is the output, wherever that lies in the repository.
                .Add("path", $"./{(plan.FluxArtifact is null ? plan.At(path) : path)}")));
    }

    private static ManifestBuilder HealthCheck(Manifest workload) => new ManifestBuilder()
        .Add("apiVersion", workload.ApiVersion)
        .Add("kind", workload.Kind)
        .Add("name", workload.Name)
        .Add("namespace", workload.Namespace is null ? null : new ManifestString(workload.Namespace));

    /// <summary>The target alone chooses; kustomize asks for a kind and a name in the patch and does not look at them.</summary>
    private static ManifestBuilder WithoutShared() => new ManifestBuilder()
        .Add("patch", "$patch: delete\napiVersion: v1\nkind: any\nmetadata:\n  name: any\n")
        .Add("target", new ManifestBuilder().Add("annotationSelector", SharedSelector));
}
