namespace MeshGitOps.Workspace.Sources;

/// <summary>The files below a folder of the disk.</summary>
/// <param name="root">Absolute.</param>
internal sealed class DiskFiles(string root) : IRepositoryFiles
{
    private readonly string _realRoot = RealPath(root);

    public string FullPath(string path) => path.Length == 0 ? root : Path.Combine(root, path);

    public RepositoryEntry EntryAt(string path)
    {
        var entry = new FileInfo(FullPath(path));
        if ((int)entry.Attributes == -1)
        {
            return default;
        }

        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.LinkTarget is { } target)
        {
            return new(EntryKind.Link, target);
        }

        return new(entry.Attributes.HasFlag(FileAttributes.Directory) ? EntryKind.Folder : EntryKind.File);
    }

    public List<FolderEntry> EntriesOf(string folder) => FolderEntries.Of(FullPath(folder));

    /// <summary><c>/repo-evil</c> is not below <c>/repo</c>.</summary>
    public string? BelowRoot(string absolute)
    {
        foreach (var folder in new[] { root, _realRoot })
        {
            var prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
            if (absolute.StartsWith(prefix, StringComparison.Ordinal))
            {
                return absolute[prefix.Length..];
            }

            if (absolute == folder)
            {
                return "";
            }
        }

        return null;
    }

    public long LengthOf(string file) => new FileInfo(FullPath(file)).Length;

    public int Read(string file, Span<byte> buffer)
    {
        using var handle = File.OpenHandle(FullPath(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = 0;
        while (length < buffer.Length && RandomAccess.Read(handle, buffer[length..], length) is var count and > 0)
        {
            length += count;
        }

        return length;
    }

    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var real = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
    }
}
