using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Sources;

/// <summary>A folder in which one file has another text, or is there though the disk does not have it: what comes from standard input.</summary>
/// <param name="file">From the root of the repository.</param>
/// <param name="text">The text at <paramref name="file"/>, or null with the findings that say why there is none.</param>
public sealed class SourceFolderWith(ISourceFolder whole, string file, Diagnosed<SourceText?> text) : ISourceFolder
{
    private int _reads;

    /// <summary>Whether anybody asked for the file so far.</summary>
    public bool IsRead => _reads > 0;

    public SourceEntry EntryAt(string path) => path == file ? SourceEntry.File : whole.EntryAt(path);

    public ImmutableArray<string> FilesBelow(string folder)
    {
        var files = whole.FilesBelow(folder);
        if (!SourcePaths.IsWithin(file, folder))
        {
            return files;
        }

        var index = files.BinarySearch(file, StringComparer.Ordinal);
        return index >= 0 ? files : files.Insert(~index, file);
    }

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause)
    {
        if (path != file)
        {
            return whole.Read(path, cause);
        }

        Interlocked.Increment(ref _reads);
        return text;
    }
}
