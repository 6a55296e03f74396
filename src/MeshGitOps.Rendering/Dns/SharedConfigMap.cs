using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Dns;

/// <summary>A patch of a ConfigMap of <c>kube-system</c> that belongs to somebody else: only the keys we set.</summary>
internal static class SharedConfigMap
{
    public const string Namespace = "kube-system";

    public static Manifest Create(
        string name,
        Origin origin,
        IEnumerable<string> ownParts,
        IEnumerable<KeyValuePair<string, string>> data) =>
        SharedPatch.Create("v1", "ConfigMap", Namespace, name, origin, ownParts, "data", ManifestBuilder.StringMap(data));

    /// <summary>The string under a key of <c>data</c>, or null.</summary>
    public static string? ValueOf(Manifest manifest, string key) =>
        manifest.Root["data"] is ManifestMapping data && data[key] is ManifestString { Value: var value } ? value : null;
}
