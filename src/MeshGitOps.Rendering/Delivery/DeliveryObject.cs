using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery;

/// <summary>What all delivery objects have in common.</summary>
internal static class DeliveryObject
{
    /// <param name="annotations">Besides that of the origin; sorted before it.</param>
    public static ManifestMapping Create(
        string apiVersion,
        string kind,
        string @namespace,
        string name,
        Origin origin,
        ImmutableArray<KeyValuePair<string, string>> annotations,
        ManifestBuilder spec) => new ManifestBuilder()
            .Add("apiVersion", apiVersion)
            .Add("kind", kind)
            .Add("metadata", new ManifestBuilder()
                .Add("name", name)
                .Add("namespace", @namespace)
                .Add("labels", new ManifestBuilder().Add("app.kubernetes.io/managed-by", "meshgitops"))
                .Add("annotations", ManifestBuilder.StringMap([.. annotations, new(ManifestAnnotations.Origin, origin.ToString())])))
            .Add("spec", spec)
            .Build();
}
