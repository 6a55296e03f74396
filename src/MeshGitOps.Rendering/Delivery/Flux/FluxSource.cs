using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery.Flux;

/// <summary>What Flux of a cluster pulls: the git repository, or an artifact of a registry.</summary>
internal static class FluxSource
{
    private const string ApiVersion = "source.toolkit.fluxcd.io/v1";

    public static string KindOf(DeliveryPlan plan) => plan.FluxArtifact is null ? "GitRepository" : "OCIRepository";

    public static ManifestMapping Create(DeliveryPlan plan, ClusterPlan cluster, FluxClusterPlan flux) => DeliveryObject.Create(
        ApiVersion,
        KindOf(plan),
        flux.Namespace,
        plan.Name,
        cluster.Settings.Origin,
        [],
        (plan.FluxArtifact is { } artifact ? Artifact(artifact, flux) : Repository(plan, flux))
            .Add("secretRef", plan.FluxSecret is null ? null : new ManifestBuilder().Add("name", plan.FluxSecret)));

    private static ManifestBuilder Artifact(OciArtifactPlan artifact, FluxClusterPlan flux) => new ManifestBuilder()
        .Add("interval", flux.Interval)
        .Add("url", artifact.Url)
        .Add("ref", new ManifestBuilder().Add("tag", artifact.Tag));

    private static ManifestBuilder Repository(DeliveryPlan plan, FluxClusterPlan flux) => new ManifestBuilder()
        .Add("interval", flux.Interval)
        .Add("url", plan.Repository!)
        .Add("ref", flux.Revision.Branch is { } branch
            ? new ManifestBuilder().Add("branch", branch)
            : new ManifestBuilder().Add("name", flux.Revision.Name));
}
