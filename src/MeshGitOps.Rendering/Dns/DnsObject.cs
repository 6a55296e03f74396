using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Dns;

/// <summary>An object of the responder: wholly ours, in the namespace of the responder, named after it.</summary>
internal static class DnsObject
{
    public const string Name = "meshgitops-dns";

    /// <summary>Without injection: the sidecar would take the plain queries of the cluster DNS for traffic of the mesh.</summary>
    public static Manifest CreateNamespace(Origin origin) => Create("v1", "Namespace", null, origin, new ManifestBuilder()
        .Add("apiVersion", "v1")
        .Add("kind", "Namespace")
        .Add("metadata", new ManifestBuilder()
            .Add("name", Name)
            .Add("labels", new ManifestBuilder()
                .Add("app.kubernetes.io/managed-by", "meshgitops")
                .Add("istio-injection", "disabled")
                .Add("pod-security.kubernetes.io/enforce", "restricted"))
            .Add("annotations", new ManifestBuilder().Add(ManifestAnnotations.Origin, origin.ToString()))));

    /// <param name="field">The one field besides metadata, <c>spec</c> or <c>data</c>.</param>
    public static Manifest Create(string apiVersion, string kind, Origin origin, string field, ManifestBuilder value) =>
        Create(apiVersion, kind, Name, origin, new ManifestBuilder()
            .Add("apiVersion", apiVersion)
            .Add("kind", kind)
            .Add("metadata", new ManifestBuilder()
                .Add("name", Name)
                .Add("namespace", Name)
                .Add("labels", new ManifestBuilder()
                    .Add("app.kubernetes.io/managed-by", "meshgitops")
                    .Add("app.kubernetes.io/name", Name))
                .Add("annotations", new ManifestBuilder().Add(ManifestAnnotations.Origin, origin.ToString())))
            .Add(field, value));

    private static Manifest Create(string apiVersion, string kind, string? @namespace, Origin origin, ManifestBuilder root) => new()
    {
        ApiVersion = apiVersion,
        Kind = kind,
        Namespace = @namespace,
        Name = Name,
        Root = root.Build(),
        Origin = origin,
        Placement = new ManifestPlacement(ManifestConcern.Cluster, null, null),
    };
}
