namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// The one order of manifests: Namespace objects first, so that <c>kubectl apply -f</c> finds the namespaces of the rest,
/// then by namespace (none first), name, group and kind.
/// </summary>
public sealed class ManifestOrder : IComparer<Manifest>
{
    public static readonly ManifestOrder Instance = new();

    private ManifestOrder()
    {
    }

    public int Compare(Manifest? x, Manifest? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var result = IsNamespace(y).CompareTo(IsNamespace(x));
        result = result != 0 ? result : string.CompareOrdinal(x.Namespace, y.Namespace);
        result = result != 0 ? result : string.CompareOrdinal(x.Name, y.Name);
        result = result != 0 ? result : GroupOf(x).SequenceCompareTo(GroupOf(y));
        return result != 0 ? result : string.CompareOrdinal(x.Kind, y.Kind);
    }

    /// <summary>The part of the apiVersion before the '/'; empty for the core group.</summary>
    public static ReadOnlySpan<char> GroupOf(Manifest manifest)
    {
        var slash = manifest.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? [] : manifest.ApiVersion.AsSpan(0, slash);
    }

    private static bool IsNamespace(Manifest manifest) => manifest is { ApiVersion: "v1", Kind: "Namespace" };
}
