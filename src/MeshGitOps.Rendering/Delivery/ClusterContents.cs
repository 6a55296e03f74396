using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Delivery;

/// <summary>What is rendered for a cluster, as far as delivery objects speak of it.</summary>
internal sealed record ClusterContents
{
    public required ClusterPlan Plan { get; init; }

    /// <summary>What a project must allow, sorted.</summary>
    public required ImmutableSortedSet<ObjectKind> Kinds { get; init; }

    /// <summary>What becomes healthy or not, in the order of writing.</summary>
    public required ImmutableArray<Manifest> Workloads { get; init; }

    public required bool HasManifests { get; init; }

    /// <summary>Patches of objects that belong to others.</summary>
    public required bool HasShared { get; init; }

    public static ClusterContents Of(ClusterPlan plan, IReadOnlyCollection<Manifest> manifests) => new()
    {
        Plan = plan,
        Kinds = [.. manifests.Select(KindOf)],
        HasManifests = manifests.Count > 0,
        HasShared = manifests.Any(manifest => manifest.Placement.Concern == ManifestConcern.Shared),
        Workloads = [.. manifests.Where(manifest => manifest is { ApiVersion: "apps/v1", Kind: "Deployment" or "DaemonSet" or "StatefulSet" })],
    };

    /// <summary>The same with the patches that an earlier render left: they stay, whether they are still asked for or not.</summary>
    public ClusterContents With(IEnumerable<SharedObject> previous)
    {
        var left = previous.ToList();
        return left.Count == 0 ? this : this with
        {
            Kinds = Kinds.Union(left.SelectMany(KindsIn)),
            HasManifests = true,
            HasShared = true,
        };
    }

    private static ObjectKind KindOf(Manifest manifest) =>
        new(ManifestOrder.GroupOf(manifest).ToString(), manifest.Kind, manifest.Namespace is not null);

    private static IEnumerable<ObjectKind> KindsIn(SharedObject shared) =>
        from root in ManifestYamlReader.Read(shared.Path.Value, shared.Content.Span).Value
        let apiVersion = (root["apiVersion"] as ManifestString)?.Value
        let kind = (root["kind"] as ManifestString)?.Value
        where apiVersion is not null && kind is not null
        let slash = apiVersion.IndexOf('/', StringComparison.Ordinal)
        select new ObjectKind(slash < 0 ? "" : apiVersion[..slash], kind, (root["metadata"] as ManifestMapping)?["namespace"] is not null);
}

/// <param name="Group">Empty for the core group.</param>
internal readonly record struct ObjectKind(string Group, string Kind, bool IsNamespaced) : IComparable<ObjectKind>
{
    public int CompareTo(ObjectKind other)
    {
        var result = string.CompareOrdinal(Group, other.Group);
        result = result != 0 ? result : string.CompareOrdinal(Kind, other.Kind);
        return result != 0 ? result : IsNamespaced.CompareTo(other.IsNamespaced);
    }
}
