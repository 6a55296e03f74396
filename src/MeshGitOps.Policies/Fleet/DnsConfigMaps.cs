using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>The ConfigMaps in the manifests that configure a cluster's DNS.</summary>
internal static class DnsConfigMaps
{
    public static IEnumerable<KubernetesObject> Named(ClusterMesh cluster, string name) =>
        cluster.OfKind("", "ConfigMap").Where(map => map.Key.Namespace == "kube-system" && map.Key.Name == name);

    /// <summary>
    /// The place of a word of a value. A block scalar is not written as it is read, so the word is looked for in its text;
    /// the whole value where it is not found there.
    /// </summary>
    public static SourceLocation PlaceOf(string word, YamlNode value)
    {
        var start = word.Length == 0 ? -1 : value.Source.Text.IndexOf(word, value.Span.Start, value.Span.Length, StringComparison.Ordinal);
        return start < 0 ? value.Location : value.Source.At(new TextSpan(start, word.Length));
    }
}
