using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>What the last render left, as it lies on disk.</summary>
internal static class PublishedFiles
{
    /// <summary>Larger ones than a source may be: in the layout PerCluster, 5,000 services take 8 MB in one file. As much as GitHub takes in a file.</summary>
    private const long MaxFileBytes = SizeLimits.GitHubFile;

    /// <summary>Sorted by path. A file that vanished, or that a link or a folder took the place of, is left out.</summary>
    public static ImmutableArray<PublishedFile> Read(
        IOutputFiles files,
        ImmutableArray<FoundInventory> inventories,
        OutputDifference difference,
        OutputTree tree)
    {
        var differing = difference.Changed.Concat(difference.Removed).Select(path => path.Value).ToHashSet(StringComparer.Ordinal);
        var rendered = tree.Files.ToDictionary(file => file.Path.Value, file => file.Bytes, StringComparer.Ordinal);
        var listing = new OutputListing(files);
        var published = ImmutableArray.CreateBuilder<PublishedFile>();
        foreach (var inventory in inventories.Select(found => found.Inventory))
        {
            foreach (var line in inventory.Lines)
            {
                if (differing.Contains(line.Path.Value))
                {
                    if (ReadFile(files, listing, line.Path) is { } bytes)
                    {
                        published.Add(new PublishedFile(line.Path, inventory.Cluster, bytes, line.Origin, line.Sharing));
                    }
                }
                else if (rendered.TryGetValue(line.Path.Value, out var same))
                {
                    published.Add(new PublishedFile(line.Path, inventory.Cluster, same, line.Origin, line.Sharing));
                }
            }
        }

        return [.. published.OrderBy(file => file.Path.Value, StringComparer.Ordinal)];
    }

    /// <summary>Those with one of the names, of all that the inventories hold; sorted by path.</summary>
    public static ImmutableArray<PublishedFile> Read(IOutputFiles files, ImmutableArray<FoundInventory> inventories, IReadOnlySet<string> names)
    {
        var listing = new OutputListing(files);
        var published = ImmutableArray.CreateBuilder<PublishedFile>();
        foreach (var inventory in inventories.Select(found => found.Inventory))
        {
            foreach (var line in inventory.Lines.Where(line => names.Contains(line.Path.Name)))
            {
                if (ReadFile(files, listing, line.Path) is { } bytes)
                {
                    published.Add(new PublishedFile(line.Path, inventory.Cluster, bytes, line.Origin, line.Sharing));
                }
            }
        }

        return [.. published.OrderBy(file => file.Path)];
    }

    private static byte[]? ReadFile(IOutputFiles files, OutputListing listing, OutputPath path)
    {
        listing.Load(OutputListing.FolderOf(path.Value));
        return listing.At(path.Value) is { Kind: EntryKind.File, IsAbove: false } entry
            ? files.Read(entry, MaxFileBytes)
            : null;
    }
}
