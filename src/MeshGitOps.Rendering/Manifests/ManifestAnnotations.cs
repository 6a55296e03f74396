namespace MeshGitOps.Rendering.Manifests;

/// <summary>Annotations that rendered objects carry.</summary>
internal static class ManifestAnnotations
{
    /// <summary>Kind and name of the spec that an object comes from; its path stands only in the inventory.</summary>
    public const string Origin = "meshgitops.io/origin";
}
