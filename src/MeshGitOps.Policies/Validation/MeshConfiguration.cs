using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>The mesh configuration that istiod reads from its ConfigMap.</summary>
internal static class MeshConfiguration
{
    /// <summary><c>data.mesh</c>, or null where the manifests do not hold it or it is no mapping. Its places are those of the inner text.</summary>
    public static YamlMapping? Of(ClusterMesh cluster) =>
        Find(cluster).Mapping("data").Text("mesh") is { } text ? Parse(text.Value) : null;

    /// <summary>The networks of <c>data.meshNetworks</c>, with the scalar that holds them; null where they are not there.</summary>
    public static (YamlScalar Text, YamlMapping Networks)? NetworksOf(ClusterMesh cluster) =>
        Find(cluster).Mapping("data").Text("meshNetworks") is { } text && Parse(text.Value).Mapping("networks") is { } networks
            ? (text, networks)
            : null;

    private static YamlMapping? Find(ClusterMesh cluster) =>
        cluster.OfKind("", "ConfigMap").FirstOrDefault(IsOfIstio)?.Root;

    /// <summary>Named <c>istio</c>, or <c>istio-REVISION</c>; one for values of the injector has neither <c>mesh</c> nor <c>meshNetworks</c> and is not kept.</summary>
    private static bool IsOfIstio(KubernetesObject map) =>
        map.Key.Name == "istio" || map.Key.Name.StartsWith("istio-", StringComparison.Ordinal);

    private static YamlMapping? Parse(string text)
    {
        var (documents, findings) = YamlTreeBuilder.Build(new SourceText("mesh", text));
        return findings.IsEmpty && documents is [{ Root: YamlMapping root }] ? root : null;
    }
}
