using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// A patch of an object of the cluster's DNS that belongs to somebody else: one field, guarded against pruning.
/// An annotation lists what in it is ours, so that it can be taken out later even when the specs are gone.
/// </summary>
internal static class SharedPatch
{
    /// <summary>GlobalNamespaces (coredns), keys (coredns-custom) or zones (all others), with commas between them.</summary>
    private const string OwnPartsAnnotation = "meshgitops.io/dns";

    /// <param name="objectNamespace">Null for an object without a namespace.</param>
    /// <param name="field">The one field besides metadata, <c>spec</c> or <c>data</c>.</param>
    public static Manifest Create(
        string apiVersion,
        string kind,
        string? objectNamespace,
        string name,
        Origin origin,
        IEnumerable<string> ownParts,
        string field,
        ManifestMapping value)
    {
        var parts = string.Join(',', ownParts.Order(StringComparer.Ordinal));
        var annotations = SharedObjectGuard.Entries.Add(new(ManifestAnnotations.Origin, origin.ToString()));
        if (parts.Length > 0)
        {
            annotations = annotations.Add(new(OwnPartsAnnotation, parts));
        }

        var metadata = new ManifestBuilder()
            .Add("name", name)
            .Add("namespace", objectNamespace is null ? null : (ManifestValue)objectNamespace)
            .Add("annotations", ManifestBuilder.StringMap(annotations.OrderBy(entry => entry.Key, StringComparer.Ordinal)));
        return new Manifest
        {
            ApiVersion = apiVersion,
            Kind = kind,
            Namespace = objectNamespace,
            Name = name,
            Root = new ManifestBuilder()
                .Add("apiVersion", apiVersion)
                .Add("kind", kind)
                .Add("metadata", metadata)
                .Add(field, value)
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
}
