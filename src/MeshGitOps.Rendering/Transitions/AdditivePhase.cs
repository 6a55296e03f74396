using System.Buffers;
using System.Collections.Immutable;
using MeshGitOps.Rendering.Delivery;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>
/// The largest part of a change that is safe in one commit, whichever clusters sync it first: everything that is published stays,
/// gateways forward what they did and what is new, and an object whose change is unsafe stays as it is published.
/// Rendered again from there it goes further, until nothing is held back but what the phase Removal takes away.
/// </summary>
public static class AdditivePhase
{
    /// <summary>Nothing to hold back in a first render.</summary>
    /// <param name="published">Every file of the last render.</param>
    /// <param name="tree">The whole change.</param>
    public static OutputTree Apply(ImmutableArray<PublishedFile> published, OutputTree tree, AdditiveStep step) =>
        Apply(published, tree, step, ShardContext.Whole).Tree;

    /// <summary>The same for the files of a shard, with what the phase makes of the other clusters' files.</summary>
    public static (OutputTree Tree, OutputTree Others) Apply(
        ImmutableArray<PublishedFile> published,
        OutputTree tree,
        AdditiveStep step,
        ShardContext context)
    {
        if (OutputChange.Of(published, tree, context, ComparedObjects.All) is not { } change)
        {
            return (tree, context.Rendered);
        }

        var held = new HeldObjects(change, step);
        return (Apply(published, tree, held), Apply(context.Published, context.Rendered, held));
    }

    private static OutputTree Apply(ImmutableArray<PublishedFile> published, OutputTree tree, HeldObjects held)
    {
        var clusters = tree.Files.Select(file => file.Cluster).ToHashSet(StringComparer.Ordinal);
        var before = published.ToDictionary(file => file.Path.Value, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(4096);
        var files = ImmutableArray.CreateBuilder<OutputFile>(tree.Files.Length);
        foreach (var file in tree.Files)
        {
            before.Remove(file.Path.Value, out var old);
            if (old is not null && old.Bytes.Span.SequenceEqual(file.Bytes.Span))
            {
                files.Add(file);
            }
            else if (Merge(file, old, held, buffer) is { } merged)
            {
                files.Add(merged);
            }
        }

        foreach (var old in published.Where(file => before.ContainsKey(file.Path.Value) && !IsOfFolder(file.Path, clusters.Contains(file.Cluster))))
        {
            if (Keep(old, held, buffer) is { } kept)
            {
                files.Add(kept);
            }
        }

        files.Sort((left, right) => left.Path.CompareTo(right.Path));
        return new OutputTree(KustomizationFile.Renew(files));
    }

    /// <summary>What is about the folder and no object. Of a cluster that is still rendered the render knows what its folder needs.</summary>
    private static bool IsOfFolder(OutputPath path, bool isRendered) =>
        DeliveryFiles.IsFolderKeeper(path) || (isRendered && KustomizationFile.IsOne(path));

    /// <summary>A file that is rendered; what lies there that is rendered nowhere any more stays in it.</summary>
    private static OutputFile? Merge(OutputFile file, PublishedFile? old, HeldObjects held, ArrayBufferWriter<byte> buffer)
    {
        if (file.Sharing == OutputSharing.Shared)
        {
            // A patch of somebody else's object, as a DNS stub: the names in it must not go before their clients do.
            return old is null ? file : AsPublished(old);
        }

        if (!ManifestFile.IsOne(file.Path))
        {
            return old is not null && file.Cluster == OutputFile.Delivery ? ProjectUnion.Of(old, file, buffer) : file;
        }

        ImmutableArray<MeshObject> rendered = [.. held.RenderedIn(file.Path).Select(held.Additive).OfType<MeshObject>()];
        ImmutableArray<MeshObject> gone = old is null ? [] : [.. held.PublishedIn(old.Path).Where(held.IsGone)];
        var objects = Sorted([.. rendered, .. gone]);
        return objects.IsEmpty ? null
            : Same(objects, held.RenderedIn(file.Path)) ? file
            : old is not null && Same(objects, held.PublishedIn(old.Path)) ? AsPublished(old)
            : file with { Bytes = HeadedManifests.Write(buffer, file.Bytes, objects.Select(item => item.Root)) };
    }

    /// <summary>A file that is rendered no more; an object in it that another file holds now does not stay.</summary>
    private static OutputFile? Keep(PublishedFile old, HeldObjects held, ArrayBufferWriter<byte> buffer)
    {
        if (old.Sharing == OutputSharing.Shared || !ManifestFile.IsOne(old.Path))
        {
            return AsPublished(old);
        }

        var published = held.PublishedIn(old.Path);
        ImmutableArray<MeshObject> gone = [.. published.Where(held.IsGone)];
        return gone.IsEmpty && !published.IsEmpty ? null
            : gone.Length == published.Length ? AsPublished(old)
            : AsPublished(old) with { Bytes = HeadedManifests.Write(buffer, old.Bytes, gone.Select(item => item.Root)) };
    }

    private static OutputFile AsPublished(PublishedFile file) => new(file.Path, file.Cluster, file.Bytes, file.Origin, file.Sharing);

    private static bool Same(ImmutableArray<MeshObject> objects, ImmutableArray<MeshObject> others) =>
        objects.Select(item => item.Root).SequenceEqual(Sorted(others).Select(item => item.Root));

    private static ImmutableArray<MeshObject> Sorted(ImmutableArray<MeshObject> objects) =>
    [
        .. objects
            .OrderByDescending(item => item.Key is { Group: "", Kind: "Namespace" })
            .ThenBy(item => item.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(item => item.Key.Name, StringComparer.Ordinal)
            .ThenBy(item => item.Key.Group, StringComparer.Ordinal)
            .ThenBy(item => item.Key.Kind, StringComparer.Ordinal),
    ];
}

/// <summary>How far the phase Additive goes.</summary>
public enum AdditiveStep
{
    /// <summary>As far as is safe once every cluster has synced what is published.</summary>
    Furthest,

    /// <summary>Clients wait even where what they need is published: what was written by one step stays as it is, so that it can be checked.</summary>
    Shortest,
}
