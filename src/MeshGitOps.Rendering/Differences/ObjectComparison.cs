using System.Collections.Immutable;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Rendering.Differences;

/// <summary>Objects are compared with those of their name, whatever file they lie in.</summary>
/// <param name="Differences">Sorted by cluster, namespace, name, group and kind.</param>
/// <param name="Moved">How many objects lie in another file now, by cluster.</param>
internal sealed record ObjectComparison(ImmutableArray<ObjectDifference> Differences, IReadOnlyDictionary<string, int> Moved)
{
    public static ObjectComparison Of(ObjectSet before, ObjectSet after)
    {
        var differences = new List<ObjectDifference>();
        var moved = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (identity, item) in before.ByIdentity)
        {
            if (!after.ByIdentity.TryGetValue(identity, out var fresh))
            {
                differences.Add(new ObjectDifference(item.Key, item.Path, before.SharingOf(item), item.Root, null, []));
                continue;
            }

            if (item.Path != fresh.Path)
            {
                moved[item.Cluster] = moved.GetValueOrDefault(item.Cluster) + 1;
            }

            if (FieldComparison.Of(item.Root, fresh.Root) is { IsEmpty: false } fields)
            {
                differences.Add(new ObjectDifference(item.Key, fresh.Path, after.SharingOf(fresh), item.Root, fresh.Root, fields));
            }
        }

        foreach (var (identity, item) in after.ByIdentity)
        {
            if (!before.ByIdentity.ContainsKey(identity))
            {
                differences.Add(new ObjectDifference(item.Key, item.Path, after.SharingOf(item), null, item.Root, []));
            }
        }

        return new ObjectComparison([.. Sorted(differences)], moved);
    }

    /// <summary>Stable, so that of two objects with one name, which only an edit by hand leaves, the first one comes first.</summary>
    private static IEnumerable<ObjectDifference> Sorted(List<ObjectDifference> differences) => differences
        .OrderBy(item => item.Key.Cluster, StringComparer.Ordinal)
        .ThenBy(item => item.Key.Namespace, StringComparer.Ordinal)
        .ThenBy(item => item.Key.Name, StringComparer.Ordinal)
        .ThenBy(item => item.Key.Group, StringComparer.Ordinal)
        .ThenBy(item => item.Key.Kind, StringComparer.Ordinal)
        .ThenBy(item => item.Path.Value, StringComparer.Ordinal);
}
