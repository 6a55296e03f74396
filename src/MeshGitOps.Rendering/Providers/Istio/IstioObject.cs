using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>What all objects that are ours have in common: labels, the annotation of the origin, the order of fields.</summary>
internal static class IstioObject
{
    public const string ClusterLabel = "meshgitops.io/cluster";
    public const string TlsModeLabel = "security.istio.io/tlsMode";

    /// <summary>Keeps an object out of the sight of other namespaces.</summary>
    public static readonly ManifestSequence OwnNamespaceOnly = ManifestBuilder.Sequence(["."]);

    public static readonly ManifestMapping MutualTls = new ManifestBuilder().Add("mode", "ISTIO_MUTUAL").Build();

    private const string GlobalNamespaceLabel = "meshgitops.io/global-namespace";
    private static readonly ManifestField ManagedBy = new("app.kubernetes.io/managed-by", "meshgitops");

    public static Manifest Create(
        string apiVersion,
        string kind,
        string objectNamespace,
        string name,
        Origin origin,
        ManifestPlacement placement,
        ManifestBuilder spec) => new()
        {
            ApiVersion = apiVersion,
            Kind = kind,
            Namespace = objectNamespace,
            Name = name,
            Origin = origin,
            Placement = placement,
            Root = new ManifestBuilder()
                .Add("apiVersion", apiVersion)
                .Add("kind", kind)
                .Add("metadata", new ManifestBuilder()
                    .Add("name", name)
                    .Add("namespace", objectNamespace)
                    .Add("labels", Labels(placement.GlobalNamespace))
                    .Add("annotations", OriginOf(origin)))
                .Add("spec", spec)
                .Build(),
        };

    /// <param name="globalNamespace">Null for an object that serves several.</param>
    public static ManifestMapping Labels(string? globalNamespace) => globalNamespace is null
        ? new ManifestMapping([ManagedBy])
        : new ManifestMapping([ManagedBy, new ManifestField(GlobalNamespaceLabel, globalNamespace)]);

    public static ManifestMapping OriginOf(Origin origin) => new([new ManifestField(ManifestAnnotations.Origin, origin.ToString())]);
}
