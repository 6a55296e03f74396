using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Tests.Providers;

public sealed class NamespaceTests
{
    [Fact]
    public void Config_namespace_is_ours_and_has_no_injection()
    {
        var config = PlanSamples.ConfigNamespace("acme") with
        {
            Labels = PlanSamples.NoLabels.Add("mesh", "yes").Add("istio-injection", "enabled"),
        };
        var plan = new ClusterPlan { Settings = PlanSamples.Settings(), ConfigNamespaces = [config] };

        Assert.Equal(
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: mesh-acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
                istio-injection: disabled
                mesh: 'yes'
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme

            """,
            ManifestText.Of(Assert.Single(IstioManifests.Render(plan))));
    }

    [Fact]
    public void Config_namespace_that_two_global_namespaces_share_is_one_object()
    {
        var plan = new ClusterPlan
        {
            Settings = PlanSamples.Settings(),
            ConfigNamespaces =
            [
                PlanSamples.ConfigNamespace("acme") with { Name = "mesh", Labels = PlanSamples.NoLabels.Add("b", "1") },
                PlanSamples.ConfigNamespace("books") with { Name = "mesh", Labels = PlanSamples.NoLabels.Add("a", "2").Add("b", "3") },
            ],
        };
        var manifest = Assert.Single(IstioManifests.Render(plan));

        Assert.Equal(new ManifestPlacement(ManifestConcern.Cluster, null, null), manifest.Placement);
        Assert.Contains(
            "    app.kubernetes.io/managed-by: meshgitops\n    istio-injection: disabled\n    a: '2'\n    b: '1'\n",
            ManifestText.Of(manifest),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "istio-injection: enabled")]
    [InlineData("1-26", "istio.io/rev: '1-26'")]
    public void Member_namespace_is_a_guarded_patch_with_nothing_but_the_label(string? revision, string label)
    {
        var plan = new ClusterPlan
        {
            Settings = PlanSamples.Settings(),
            InjectedNamespaces = [new InjectedNamespacePlan("acme", revision, PlanSamples.Origin("GlobalNamespace", "acme"))],
        };
        var manifest = Assert.Single(IstioManifests.Render(plan));

        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.Equal(
            $"""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: acme
              labels:
                {label}
              annotations:
                argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true
                kustomize.toolkit.fluxcd.io/prune: disabled
                kustomize.toolkit.fluxcd.io/ssa: Merge

            """,
            ManifestText.Of(manifest));
    }

    [Fact]
    public void Released_namespace_keeps_its_guards_and_loses_our_label()
    {
        var released = InjectedNamespace.Release("acme");

        Assert.True(SharedObjectGuard.IsOn(released));
        Assert.Equal(["name", "annotations"], ((ManifestMapping)released["metadata"]!).Fields.Select(field => field.Key));
    }
}
