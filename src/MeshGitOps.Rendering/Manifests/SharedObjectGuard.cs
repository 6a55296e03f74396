using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// What a patch of somebody else's object carries so that Argo CD and Flux merge it and never prune or delete the object.
/// Without it, a Namespace that leaves the tree would be deleted with everything in it.
/// </summary>
public static class SharedObjectGuard
{
    /// <summary>Sorted by key.</summary>
    public static readonly ImmutableArray<KeyValuePair<string, string>> Entries =
    [
        new("argocd.argoproj.io/sync-options", "Prune=false,Delete=false,ServerSideApply=true"),
        new("kustomize.toolkit.fluxcd.io/prune", "disabled"),
        new("kustomize.toolkit.fluxcd.io/ssa", "Merge"),
    ];

    /// <summary>The value of <c>metadata.annotations</c> of such a patch.</summary>
    public static readonly ManifestMapping Annotations = ManifestBuilder.StringMap(Entries);

    /// <summary>Whether <paramref name="root"/> carries every guard.</summary>
    public static bool IsOn(ManifestMapping root)
    {
        if ((root["metadata"] as ManifestMapping)?["annotations"] is not ManifestMapping annotations)
        {
            return false;
        }

        foreach (var (key, value) in Entries)
        {
            if (annotations[key] is not ManifestString actual || actual.Value != value)
            {
                return false;
            }
        }

        return true;
    }
}
