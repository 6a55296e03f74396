using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// A patch of a ConfigMap of <c>kube-system</c> that belongs to somebody else: only the keys we set, guarded against pruning.
/// An annotation lists what in it is ours, so that it can be taken out later even when the specs are gone.
/// </summary>
internal static class SharedConfigMap
{
    public const string Namespace = "kube-system";

    /// <summary>GlobalNamespaces (coredns), keys (coredns-custom) or zones (kube-dns), with commas between them.</summary>
    private const string OwnPartsAnnotation = "meshgitops.io/dns";

    public static Manifest Create(
        string name,
        Origin origin,
        IEnumerable<string> ownParts,
        IEnumerable<KeyValuePair<string, string>> data)
    {
        var parts = string.Join(',', ownParts.Order(StringComparer.Ordinal));
        var annotations = SharedObjectGuard.Entries.Add(new(DnsObject.OriginAnnotation, origin.ToString()));
        if (parts.Length > 0)
        {
            annotations = annotations.Add(new(OwnPartsAnnotation, parts));
        }

        var metadata = new ManifestBuilder()
            .Add("name", name)
            .Add("namespace", Namespace)
            .Add("annotations", ManifestBuilder.StringMap(annotations.OrderBy(entry => entry.Key, StringComparer.Ordinal)));
        return new Manifest
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Namespace = Namespace,
            Name = name,
            Root = new ManifestBuilder()
                .Add("apiVersion", "v1")
                .Add("kind", "ConfigMap")
                .Add("metadata", metadata)
                .Add("data", ManifestBuilder.StringMap(data))
                .Build(),
            Origin = origin,
            Placement = new ManifestPlacement(ManifestConcern.Shared, null, null),
        };
    }

    /// <summary>What an earlier render noted as ours; empty where it noted nothing.</summary>
    public static ImmutableArray<string> OwnPartsOf(Manifest manifest) =>
        manifest.Root["metadata"] is ManifestMapping metadata
        && metadata["annotations"] is ManifestMapping annotations
        && annotations[OwnPartsAnnotation] is ManifestString { Value: var parts }
            ? [.. parts.Split(',')]
            : [];

    /// <summary>The string under a key of <c>data</c>, or null.</summary>
    public static string? ValueOf(Manifest manifest, string key) =>
        manifest.Root["data"] is ManifestMapping data && data[key] is ManifestString { Value: var value } ? value : null;
}
