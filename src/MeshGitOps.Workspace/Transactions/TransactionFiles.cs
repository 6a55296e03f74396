using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Transactions;

/// <summary>
/// The files of a transaction, in <c>.meshgitops/.transaction/</c>: <c>journal</c>, <c>lock</c>, a <c>.gitignore</c> that keeps all of them out of git,
/// and <c>new/</c>, which mirrors the output, so that a folder that is wholly new moves with one rename.
/// </summary>
internal sealed class TransactionFiles(OutputNames names)
{
    private readonly string _folder = names.FullPath(OutputNames.TransactionFolder);

    public string Journal => Path.Combine(_folder, "journal");

    private string New => Path.Combine(_folder, "new");

    private string Inventories => Path.Combine(_folder, "inventories");

    private string GitIgnore => Path.Combine(_folder, ".gitignore");

    /// <summary>Inventories lie apart: they must not move together with the folder around them.</summary>
    public string Staged(string path) =>
        Path.Combine(Inventory.IsPathOfOne(path) ? Inventories : New, path);

    public void Prepare(IEnumerable<string> staged)
    {
        Write(GitIgnore, "*\n"u8);
        foreach (var folder in staged.Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>With mode 666 less the mask of the process: 644 almost everywhere.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(handle, bytes, 0);
    }

    /// <summary>The first symbolic link among the files of the transaction, below the output; null for none.</summary>
    public string? FindLink()
    {
        var pending = new Stack<string>([OutputNames.TransactionFolder]);
        while (pending.TryPop(out var folder))
        {
            foreach (var entry in FolderEntries.Of(names.FullPath(folder)))
            {
                var path = $"{folder}/{entry.Name}";
                if (entry.Kind == EntryKind.Link)
                {
                    return path;
                }

                if (entry.Kind == EntryKind.Folder)
                {
                    pending.Push(path);
                }
            }
        }

        return null;
    }

    /// <summary>Throws away what was staged.</summary>
    public void RollBack()
    {
        File.Delete(Journal);
        foreach (var folder in new[] { New, Inventories })
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Moves the staged folders that the output does not have yet, each with one rename, and returns what was moved so.</summary>
    public HashSet<string> MoveNewFolders(IEnumerable<string> paths, Action<string> step)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var folder = OutputListing.FolderOf(path); folder.Length > 0 && folders.Add(folder);)
            {
                folder = OutputListing.FolderOf(folder);
            }
        }

        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (moved.Contains(OutputListing.FolderOf(folder)))
            {
                moved.Add(folder);
            }
            else if (!Path.Exists(names.FullPath(folder)) && Directory.Exists(Path.Combine(New, folder)))
            {
                Directory.Move(Path.Combine(New, folder), names.FullPath(folder));
                moved.Add(folder);
                step("move folder");
            }
        }

        return moved;
    }

    /// <summary>Removes a folder and those above it, as far as they are empty; never the output itself.</summary>
    public void RemoveEmptyFolders(string folder)
    {
        for (var next = folder; next.Length > 0; next = OutputListing.FolderOf(next))
        {
            var full = names.FullPath(next);
            if (!Directory.Exists(full))
            {
                continue;
            }

            if (Directory.EnumerateFileSystemEntries(full).Any())
            {
                return;
            }

            Directory.Delete(full);
        }
    }

    public void Forget()
    {
        RollBack();
        File.Delete(GitIgnore);
    }

    /// <summary>A command that came after us may already use the folder, which then is not empty.</summary>
    public void RemoveEmptyFolder()
    {
        try
        {
            RemoveEmptyFolders(OutputNames.TransactionFolder);
        }
        catch (IOException)
        {
            // Somebody put a file there between looking and deleting: it is theirs now.
        }
    }
}
