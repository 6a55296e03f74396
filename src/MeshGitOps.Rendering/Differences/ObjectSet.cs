using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Rendering.Differences;

/// <summary>The objects of the files that differ, on one side.</summary>
internal sealed class ObjectSet
{
    private readonly HashSet<OutputPath> _shared;
    private readonly Dictionary<(ObjectKey Key, int Number), MeshObject> _byIdentity = [];

    private ObjectSet(ImmutableArray<MeshObject> objects, HashSet<OutputPath> shared)
    {
        Objects = objects;
        _shared = shared;
        var counts = new Dictionary<ObjectKey, int>();
        foreach (var item in objects)
        {
            var number = counts.GetValueOrDefault(item.Key);
            counts[item.Key] = number + 1;
            _byIdentity.Add((item.Key, number), item);
        }
    }

    public ImmutableArray<MeshObject> Objects { get; }

    /// <summary>By key, and among those with one key, which only an edit by hand leaves, by number.</summary>
    public IReadOnlyDictionary<(ObjectKey Key, int Number), MeshObject> ByIdentity => _byIdentity;

    public OutputSharing SharingOf(MeshObject item) => _shared.Contains(item.Path) ? OutputSharing.Shared : OutputSharing.Owned;

    public static ObjectSet Before(ImmutableArray<ReadFile> files) => new([.. files.SelectMany(file => file.Before)], SharedOf(files));

    public static ObjectSet After(ImmutableArray<ReadFile> files) => new([.. files.SelectMany(file => file.After)], SharedOf(files));

    private static HashSet<OutputPath> SharedOf(ImmutableArray<ReadFile> files) =>
        [.. files.Where(file => file.File.Sharing == OutputSharing.Shared).Select(file => file.File.Path)];
}
