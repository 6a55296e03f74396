using System.IO.Enumeration;

namespace MeshGitOps.Workspace.Sources;

/// <summary>What lies directly in a folder, without following a link.</summary>
internal static class FolderEntries
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
    };

    /// <summary>Sorted ordinally.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public static List<FolderEntry> Of(string folder)
    {
        var entries = new FileSystemEnumerable<FolderEntry>(folder, Read, Everything).ToList();
        entries.Sort((x, y) => string.CompareOrdinal(x.Name, y.Name));
        return entries;
    }

    private static FolderEntry Read(ref FileSystemEntry entry)
    {
        var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        var kind = isLink ? EntryKind.Link : entry.IsDirectory ? EntryKind.Folder : EntryKind.File;
        return new FolderEntry(entry.FileName.ToString(), kind, kind == EntryKind.File ? entry.Length : 0);
    }
}

/// <param name="Length">Of a file, in bytes; devices and pipes have 0.</param>
internal readonly record struct FolderEntry(string Name, EntryKind Kind, long Length);

internal enum EntryKind
{
    File,
    Folder,
    Link,

    /// <summary>Of a commit only: on disk it is a folder.</summary>
    Submodule,

    /// <summary>Of a commit only: its name is no path on disk. What it is called is then how a person is told of it.</summary>
    Unnameable,
}
