using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Rendering.Differences;

/// <summary>The files whose bytes differ, with the objects in them.</summary>
internal static class FileComparison
{
    /// <summary>Sorted by path.</summary>
    public static ImmutableArray<ReadFile> Of(ImmutableArray<PublishedFile> published, OutputTree tree)
    {
        var before = published.ToDictionary(file => file.Path.Value, StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<ReadFile>();
        foreach (var file in tree.Files)
        {
            if (!before.Remove(file.Path.Value, out var old))
            {
                files.Add(Read(file.Path, file.Cluster, file.Sharing, null, file.Bytes));
            }
            else if (!old.Bytes.Span.SequenceEqual(file.Bytes.Span))
            {
                files.Add(Read(file.Path, file.Cluster, file.Sharing, old.Bytes, file.Bytes));
            }
        }

        foreach (var old in published.Where(file => before.ContainsKey(file.Path.Value)))
        {
            files.Add(Read(old.Path, old.Cluster, old.Sharing, old.Bytes, null));
        }

        files.Sort((left, right) => left.File.Path.CompareTo(right.File.Path));
        return files.DrainToImmutable();
    }

    private static ReadFile Read(OutputPath path, string cluster, OutputSharing sharing, ReadOnlyMemory<byte>? before, ReadOnlyMemory<byte>? after) =>
        IsManifest(path) && ObjectsOf(path, cluster, before) is { } old && ObjectsOf(path, cluster, after) is { } fresh
            ? new ReadFile(new FileDifference(path, cluster, sharing, before, after, IsText: false), old, fresh)
            : new ReadFile(new FileDifference(path, cluster, sharing, before, after, IsText: true), [], []);

    private static bool IsManifest(OutputPath path) =>
        !path.Value.StartsWith(".meshgitops/", StringComparison.Ordinal) && path.Value.EndsWith(".yaml", StringComparison.Ordinal);

    /// <summary>Null where the file is no list of objects that have a kind and a name: it may have been edited by hand.</summary>
    private static ImmutableArray<MeshObject>? ObjectsOf(OutputPath path, string cluster, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is not { } content)
        {
            return [];
        }

        var (documents, findings) = ManifestYamlReader.Read(path.Value, content.Span);
        if (!findings.IsEmpty)
        {
            return null;
        }

        ImmutableArray<MeshObject> objects = [.. documents.Select(document => new MeshObject(cluster, path, document))];
        return objects.All(item => item.Key.Kind.Length > 0 && item.Key.Name.Length > 0) ? objects : null;
    }
}

/// <param name="Before">The objects of the published file; none where it is compared as lines.</param>
internal sealed record ReadFile(FileDifference File, ImmutableArray<MeshObject> Before, ImmutableArray<MeshObject> After);
