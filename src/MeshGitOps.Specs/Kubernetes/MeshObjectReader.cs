using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>
/// Keeps objects as they are written, for rules. What is wrong with them is for the rules to say:
/// a mistake in somebody's VirtualService must not keep the specs from being planned.
/// </summary>
internal static class MeshObjectReader
{
    private static readonly string[] PodTemplate = ["spec", "template"];
    private static readonly string[] JobTemplate = ["spec", "jobTemplate", "spec", "template"];

    public static bool IsRead(YamlMapping root, string apiVersion, string kind) => kind switch
    {
        "ConfigMap" when apiVersion == "v1" =>
            (root.Mapping("data") is { } data && (data["mesh"] is not null || data["meshNetworks"] is not null))
            || root.Mapping("metadata").Text("name")?.Value is "coredns" or "coredns-custom" or "kube-dns"
            || IsInjector(root),
        "CustomResourceDefinition" =>
            root.Mapping("metadata").Text("name")?.Value.EndsWith($".{IstioApi.KubernetesGateway}", StringComparison.Ordinal) == true,
        _ => IstioApi.IsMeshConfiguration(apiVersion, kind)
            || HasKnownAnnotation(root)
            || HasKnownAnnotation(Follow(root, kind == "CronJob" ? JobTemplate : PodTemplate)),
    };

    public static ManifestObject Read(YamlMapping root, string apiVersion, string kind)
    {
        var written = ObjectOf(root, apiVersion, kind);
        var isNamespaced = !IsClusterScoped(kind);
        return new ManifestObject(kind, isNamespaced && written.Key.Namespace.Length > 0 ? written.Key.Namespace : null, written.Key.Name, written.Location, null)
        {
            Written = written,
            IsNamespaced = isNamespaced,
        };
    }

    /// <summary>The object with the namespace that it writes itself; empty where it writes none.</summary>
    public static KubernetesObject ObjectOf(YamlMapping root, string apiVersion, string kind)
    {
        var metadata = root.Mapping("metadata");
        var name = metadata.Text("name");
        return new KubernetesObject
        {
            ApiVersion = apiVersion,
            Kind = kind,
            Key = new ServiceKey(metadata.Text("namespace")?.Value ?? "", name?.Value ?? ""),
            Location = name?.Location ?? root.KeyLocation("kind"),
            Root = root,
        };
    }

    /// <summary>The settings of the injection webhook; each revision of Istio has its own.</summary>
    private static bool IsInjector(YamlMapping root) =>
        root.Mapping("metadata").Text("name")?.Value.StartsWith("istio-sidecar-injector", StringComparison.Ordinal) == true;

    private static bool IsClusterScoped(string kind) =>
        kind is "Namespace" or "Node" or "GatewayClass" or "CustomResourceDefinition"
            or "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration" or "ClusterRole" or "ClusterRoleBinding";

    private static YamlMapping? Follow(YamlMapping? root, string[] path)
    {
        foreach (var key in path)
        {
            root = root.Mapping(key);
        }

        return root;
    }

    private static bool HasKnownAnnotation(YamlMapping? root)
    {
        foreach (var entry in root.Mapping("metadata").Mapping("annotations")?.Entries ?? [])
        {
            if (entry.Key.Value.Contains("istio.io/", StringComparison.Ordinal) || entry.Key.Value == AllowAnnotations.Own)
            {
                return true;
            }
        }

        return false;
    }
}
