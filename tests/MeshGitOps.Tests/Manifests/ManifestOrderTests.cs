using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Tests.Providers;

namespace MeshGitOps.Tests.Manifests;

public sealed class ManifestOrderTests
{
    [Fact]
    public void Puts_namespaces_first_then_namespace_name_group_and_kind()
    {
        Manifest[] expected =
        [
            Object("v1", "Namespace", null, "b"),
            Object("operator.openshift.io/v1", "DNS", null, "a"),
            Object("v1", "ConfigMap", "a", "x"),
            Object("v1", "Service", "a", "x"),
            Object("apps/v1", "Deployment", "a", "x"),
            Object("policy/v1", "PodDisruptionBudget", "a", "x"),
            Object("v1", "ConfigMap", "a", "y"),
            Object("v1", "ConfigMap", "b", "a"),
        ];

        Assert.Equal(expected, expected.Reverse().Order(ManifestOrder.Instance));
        Assert.Equal(expected, expected.OrderBy(manifest => manifest.Kind.Length).Order(ManifestOrder.Instance));
    }

    [Fact]
    public void Takes_two_versions_of_one_object_for_the_same() =>
        Assert.Equal(0, ManifestOrder.Instance.Compare(
            Object("networking.istio.io/v1", "Gateway", "a", "x"),
            Object("networking.istio.io/v1beta1", "Gateway", "a", "x")));

    private static Manifest Object(string apiVersion, string kind, string? manifestNamespace, string name) => new()
    {
        ApiVersion = apiVersion,
        Kind = kind,
        Namespace = manifestNamespace,
        Name = name,
        Origin = PlanSamples.Origin("Cluster", "a"),
        Root = new ManifestMapping([]),
    };
}
