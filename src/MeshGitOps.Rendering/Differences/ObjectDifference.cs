using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Rendering.Differences;

/// <summary>An object of a cluster, or of the delivery, that differs, whatever files it lies in.</summary>
/// <param name="Path">Where it lies, or lay where it is removed.</param>
/// <param name="Sharing">Whether it is a patch of somebody else's object.</param>
/// <param name="Before">Null where it is added.</param>
/// <param name="After">Null where it is removed.</param>
/// <param name="Fields">What differs where it is changed: never empty then; empty otherwise.</param>
public sealed record ObjectDifference(
    ObjectKey Key,
    OutputPath Path,
    OutputSharing Sharing,
    ManifestMapping? Before,
    ManifestMapping? After,
    ImmutableArray<FieldDifference> Fields)
{
    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;

    /// <summary>The hosts of the mesh that it speaks of, before or after; sorted.</summary>
    public ImmutableArray<string> Hosts { get; } =
    [
        .. HostsOf(Key, Before).Concat(HostsOf(Key, After)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static ImmutableArray<string> HostsOf(ObjectKey key, ManifestMapping? root)
    {
        var spec = root?["spec"] as ManifestMapping;
        return key.Is("ServiceEntry") || key.Is("VirtualService") ? MeshObject.TextsOf(spec, "hosts")
            : key.Is("DestinationRule") ? [MeshObject.TextOf(spec, "host")]
            : [];
    }
}
