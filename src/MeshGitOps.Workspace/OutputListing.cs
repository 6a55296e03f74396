using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>What lies in the folders of an output that are asked about; no link is ever followed.</summary>
internal sealed class OutputListing(IOutputFiles files)
{
    private readonly Dictionary<string, FolderListing> _folders = new(StringComparer.Ordinal);

    /// <summary>Lists the folder of a path, and those above it. Not for several threads; <see cref="At"/> is, afterwards.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public FolderListing Load(string folder)
    {
        if (_folders.TryGetValue(folder, out var known))
        {
            return known;
        }

        var listing = folder.Length == 0 ? List("") : LoadBelow(folder);
        _folders.Add(folder, listing);
        return listing;
    }

    /// <summary>The entry at a path whose folder was loaded.</summary>
    public OutputEntry At(string path)
    {
        var listing = _folders[FolderOf(path)];
        if (listing.Obstacle is { } obstacle)
        {
            return obstacle;
        }

        return listing.Entries.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var entry)
            ? new OutputEntry(entry.Kind, path, entry.Length)
            : new OutputEntry(null, path, 0);
    }

    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private FolderListing LoadBelow(string folder)
    {
        Load(FolderOf(folder));
        var entry = At(folder);
        return entry switch
        {
            { Kind: EntryKind.Folder } when entry.Path == folder => List(folder),
            { Kind: null } => FolderListing.Missing,
            _ => new FolderListing([], entry with { IsAbove = true }),
        };
    }

    private FolderListing List(string folder) => new(
        files.EntriesOf(folder).ToDictionary(entry => entry.Name, StringComparer.Ordinal),
        null);
}

/// <param name="Obstacle">The link or file that lies where this folder or one above it should be.</param>
internal sealed record FolderListing(Dictionary<string, FolderEntry> Entries, OutputEntry? Obstacle)
{
    public static readonly FolderListing Missing = new([], null);
}

/// <param name="Kind">Null for nothing.</param>
/// <param name="Path">Where it lies: the path that was asked for, or the obstacle above it.</param>
/// <param name="IsAbove">Whether it lies above the path that was asked for.</param>
internal sealed record OutputEntry(EntryKind? Kind, string Path, long Length, bool IsAbove = false);
