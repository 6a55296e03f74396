using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Rendering.Templates;

/// <summary>Labels an object of a template as ours, as every object is that this tool owns.</summary>
internal static class OwnedObject
{
    private static readonly string[] First = ["apiVersion", "kind", "metadata"];
    private static readonly string[] FirstOfMetadata = ["name", "namespace", "labels", "annotations"];

    /// <summary>The object with our labels and the annotation of its origin; one of ours cannot be replaced.</summary>
    public static ManifestMapping Of(ManifestMapping root, string? globalNamespace, Origin origin)
    {
        var metadata = root["metadata"] as ManifestMapping ?? new ManifestMapping([]);
        var owned = metadata
            .With("labels", Merge(IstioObject.Labels(globalNamespace), metadata["labels"]))
            .With("annotations", Merge(IstioObject.OriginOf(origin), metadata["annotations"]));
        return Ordered(root.With("metadata", Ordered(owned, FirstOfMetadata)), First);
    }

    private static ManifestMapping Merge(ManifestMapping ours, ManifestValue? written) => new(
    [
        .. ours.Fields,
        .. ((written as ManifestMapping)?.Fields ?? []).Where(field => ours[field.Key] is null),
    ]);

    private static ManifestMapping With(this ManifestMapping mapping, string key, ManifestValue value) =>
        new([.. mapping.Fields.Where(field => field.Key != key), new ManifestField(key, value)]);

    private static ManifestMapping Ordered(ManifestMapping mapping, string[] first) => new(
    [
        .. first.Select(key => (Key: key, Value: mapping[key])).Where(field => field.Value is not null).Select(field => new ManifestField(field.Key, field.Value ?? "")),
        .. mapping.Fields.Where(field => !first.Contains(field.Key, StringComparer.Ordinal)),
    ]);
}
