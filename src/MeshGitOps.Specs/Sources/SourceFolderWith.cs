using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Sources;

/// <summary>A folder in which some files have another text, or are there though the disk does not have them: standard input, or fixes to be tried.</summary>
/// <param name="files">By path from the root of the repository: the text, or null with the findings that say why there is none.</param>
public sealed class SourceFolderWith(ISourceFolder whole, ImmutableSortedDictionary<string, Diagnosed<SourceText?>> files) : ISourceFolder
{
    private readonly ConcurrentDictionary<string, bool> _read = new(StringComparer.Ordinal);

    /// <summary>Whether somebody asked for each of the files so far.</summary>
    public bool AreAllRead => files.Keys.All(_read.ContainsKey);

    public SourceEntry EntryAt(string path) => files.ContainsKey(path) ? SourceEntry.File : whole.EntryAt(path);

    public ImmutableArray<string> FilesBelow(string folder)
    {
        var listed = whole.FilesBelow(folder);
        var added = files.Keys
            .Where(file => SourcePaths.IsWithin(file, folder) && listed.BinarySearch(file, StringComparer.Ordinal) < 0)
            .ToList();
        return added.Count == 0 ? listed : [.. listed.Concat(added).Order(StringComparer.Ordinal)];
    }

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause)
    {
        if (!files.TryGetValue(path, out var text))
        {
            return whole.Read(path, cause);
        }

        _read.TryAdd(path, true);
        return text;
    }
}
