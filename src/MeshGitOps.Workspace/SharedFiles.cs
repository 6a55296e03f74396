using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>Reads back the patches of objects that we share with others.</summary>
internal static class SharedFiles
{
    /// <summary>Sorted by path. A file that vanished, or that a link or a folder took the place of, is left out.</summary>
    public static ImmutableArray<SharedObject> Read(IOutputFiles files, ImmutableArray<FoundInventory> inventories)
    {
        var listing = new OutputListing(files);
        var shared = ImmutableArray.CreateBuilder<SharedObject>();
        foreach (var inventory in inventories.Select(found => found.Inventory))
        {
            foreach (var line in inventory.Lines.Where(line => line.Sharing == OutputSharing.Shared))
            {
                listing.Load(OutputListing.FolderOf(line.Path.Value));
                if (listing.At(line.Path.Value) is { Kind: EntryKind.File, IsAbove: false } entry && files.Read(entry, SpecFolder.MaxFileBytes) is { } bytes)
                {
                    shared.Add(new SharedObject(inventory.Cluster, line.Path, bytes, line.Origin));
                }
            }
        }

        return [.. shared.OrderBy(file => file.Path.Value, StringComparer.Ordinal)];
    }
}
