using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Providers;

public sealed class IstioManifestsTests
{
    [Fact]
    public void Lists_namespaces_first_and_the_rest_by_namespace_name_group_and_kind()
    {
        Assert.Equal(
            [
                "Namespace acme",
                "Namespace mesh-acme",
                "PeerAuthentication acme/meshgitops",
                "DestinationRule istio-system/catalog.acme.example.com",
                "ServiceEntry istio-system/catalog.acme.example.com",
                "Gateway istio-system/meshgitops-eastwest",
                "DestinationRule mesh-acme/catalog.acme.example.com",
                "ServiceEntry mesh-acme/catalog.acme.example.com",
            ],
            IstioManifests.Render(PlanSamples.Cluster()).Select(manifest =>
                $"{manifest.Kind} {(manifest.Namespace is null ? "" : manifest.Namespace + "/")}{manifest.Name}"));
    }

    [Fact]
    public void Renders_nothing_for_a_cluster_without_a_part_in_the_mesh() =>
        Assert.Empty(IstioManifests.Render(new ClusterPlan { Settings = PlanSamples.Settings() }));

    [Fact]
    public void Says_in_the_object_what_the_manifest_says_about_it()
    {
        foreach (var manifest in IstioManifests.Render(PlanSamples.Cluster()))
        {
            var text = ManifestText.Of(manifest);
            var place = manifest.Namespace is null ? "" : $"\n  namespace: {manifest.Namespace}";
            Assert.StartsWith($"apiVersion: {manifest.ApiVersion}\nkind: {manifest.Kind}\nmetadata:\n  name: {manifest.Name}{place}\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Are_chosen_by_the_provider_of_the_cluster()
    {
        var plan = PlanSamples.Cluster();
        var osm = plan with { Settings = plan.Settings with { Provider = MeshProviderKind.Osm } };

        Assert.Equal(8, MeshProviders.Render(plan).Length);
        Assert.Empty(MeshProviders.Render(osm));
    }
}
