using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Tests.Manifests;

public sealed class SharedObjectGuardTests
{
    [Fact]
    public void Holds_exactly_the_three_annotations_that_stop_pruning()
    {
        Assert.Equal(
            [
                "argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true",
                "kustomize.toolkit.fluxcd.io/prune: disabled",
                "kustomize.toolkit.fluxcd.io/ssa: Merge",
            ],
            SharedObjectGuard.Annotations.Fields.Select(field => $"{field.Key}: {((ManifestString)field.Value).Value}"));
    }

    [Fact]
    public void Is_on_only_where_every_annotation_stands()
    {
        var guarded = Object(SharedObjectGuard.Annotations);
        var lacking = Object(new ManifestMapping(SharedObjectGuard.Annotations.Fields.RemoveAt(1)));

        Assert.True(SharedObjectGuard.IsOn(guarded));
        Assert.False(SharedObjectGuard.IsOn(lacking));
        Assert.False(SharedObjectGuard.IsOn(new ManifestMapping([])));
    }

    private static ManifestMapping Object(ManifestMapping annotations) => new ManifestBuilder()
        .Add("metadata", new ManifestBuilder().Add("annotations", annotations))
        .Build();
}
