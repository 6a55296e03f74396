using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>The inventories that lie in an output.</summary>
internal static class InventoryFolder
{
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Those of the clusters that are asked for, sorted by cluster; the others are not looked at.</summary>
    public static Diagnosed<ImmutableArray<FoundInventory>> Read(IOutputFiles files, OutputListing listing, Func<string, bool> isAskedFor)
    {
        var (found, problems) = Find(files, listing, isAskedFor);
        return new(found, [.. problems, .. found.SelectMany(inventory => inventory.Problems)]);
    }

    /// <summary>The same without reading what they say; an inventory that equals the one to be written need not be read.</summary>
    public static Diagnosed<ImmutableArray<FoundInventory>> Find(IOutputFiles files, OutputListing listing, Func<string, bool> isAskedFor)
    {
        var names = files.Names;
        var bag = new DiagnosticBag();
        var found = ImmutableArray.CreateBuilder<FoundInventory>();
        foreach (var path in Paths(listing, names, isAskedFor, bag))
        {
            var entry = listing.At(path);
            if (entry.Kind == EntryKind.Link)
            {
                bag.Add(names.LinkFinding(path));
                continue;
            }

            if (entry.Kind != EntryKind.File)
            {
                continue;
            }

            if (files.Read(entry, MaxBytes) is not { } bytes)
            {
                bag.Add(
                    WorkspaceDiagnostics.InventoryMalformed,
                    names.Location(path),
                    $"Inventory '{names.DisplayPath(path)}' has more than {MaxBytes} bytes.",
                    "Restore the file from git.");
                continue;
            }

            found.Add(new FoundInventory(path.Split('/')[1], path, names.DisplayPath(path), bytes));
        }

        return bag.With(found.DrainToImmutable());
    }

    /// <summary>The hashes of the inventories by path, without reading what they say.</summary>
    public static ImmutableSortedDictionary<string, string> Hashes(IOutputFiles files, Func<string, bool> isAskedFor)
    {
        var listing = new OutputListing(files);
        return Paths(listing, files.Names, isAskedFor, new DiagnosticBag())
            .Where(path => listing.At(path).Kind == EntryKind.File)
            .ToImmutableSortedDictionary(
                path => path,
                path => files.HashOf(listing.At(path)),
                StringComparer.Ordinal);
    }

    private static List<string> Paths(OutputListing listing, OutputNames names, Func<string, bool> isAskedFor, DiagnosticBag bag)
    {
        var paths = new List<string>();
        var entries = listing.Load(".meshgitops").Entries.Values.Where(entry => isAskedFor(entry.Name));
        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var folder = $".meshgitops/{entry.Name}";
            if (entry.Kind == EntryKind.Link)
            {
                bag.Add(names.LinkFinding(folder));
            }
            else if (entry.Kind == EntryKind.Folder && !entry.Name.StartsWith('.'))
            {
                listing.Load(folder);
                paths.Add($"{folder}/{Inventory.FileName}");
            }
        }

        return paths;
    }
}

/// <param name="Path">Below the output.</param>
/// <param name="DisplayPath">What findings call it.</param>
internal sealed record FoundInventory(string Cluster, string Path, string DisplayPath, byte[] Bytes)
{
    private readonly Lazy<Diagnosed<Inventory>> _read = new(
        () => InventoryReader.Read(Cluster, new SourceText(DisplayPath, Encoding.UTF8.GetString(Bytes))));

    /// <summary>What it says, as far as it can be read.</summary>
    public Inventory Inventory => _read.Value.Value;

    public ImmutableArray<Diagnostic> Problems => _read.Value.Diagnostics;

    public string Hash { get; } = FileContent.Hash(Bytes);
}
