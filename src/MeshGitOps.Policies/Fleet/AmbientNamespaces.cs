namespace MeshGitOps.Policies.Fleet;

/// <summary>The namespaces of a cluster whose pods ztunnel serves, as far as the manifests show their labels.</summary>
internal static class AmbientNamespaces
{
    /// <summary>Sorted.</summary>
    public static IReadOnlyList<string> Of(ClusterMesh cluster) =>
    [
        .. cluster.Inventory.Namespaces
            .Where(space => space.Labels.GetValueOrDefault("istio.io/dataplane-mode") == "ambient" && cluster.Injection.OfNamespace(space.Name) != SidecarState.Injected)
            .Select(space => space.Name)
            .Order(StringComparer.Ordinal),
    ];
}
