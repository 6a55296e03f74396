using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>
/// The patch that labels a member namespace for sidecar injection. The namespace belongs to somebody else:
/// the patch says nothing but the label, and its guard keeps it from ever being pruned.
/// </summary>
public static class InjectedNamespace
{
    internal static Manifest Create(InjectedNamespacePlan plan) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Name = plan.Name,
        Origin = plan.Origin,
        Placement = new ManifestPlacement(ManifestConcern.Shared, null, null),
        Root = Patch(plan.Name, Label(plan.Revision)),
    };

    /// <summary>The patch without our label: merged by server-side apply, it takes the label away and nothing else.</summary>
    public static ManifestMapping Release(string name) => Patch(name, null);

    private static ManifestMapping Patch(string name, ManifestMapping? labels) => new ManifestBuilder()
        .Add("apiVersion", "v1")
        .Add("kind", "Namespace")
        .Add("metadata", new ManifestBuilder()
            .Add("name", name)
            .Add("labels", labels)
            .Add("annotations", SharedObjectGuard.Annotations))
        .Build();

    private static ManifestMapping Label(string? revision) => new(
    [
        revision is null ? new ManifestField("istio-injection", "enabled") : new ManifestField("istio.io/rev", revision),
    ]);
}
