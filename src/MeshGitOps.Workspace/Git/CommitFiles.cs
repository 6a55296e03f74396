using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// The files of a commit, as their bytes lie in the repository: without the filters and line endings of a checkout.
/// Links lead only to what lies in the same commit, so that it means the same wherever it is checked out.
/// </summary>
internal sealed class CommitFiles(CommitFolder root, GitObjects objects) : IRepositoryFiles
{
    /// <summary>In bytes, as long as Linux takes a path.</summary>
    private const int MaxTarget = 4096;

    private readonly ConcurrentDictionary<string, RepositoryEntry> _links = new(StringComparer.Ordinal);

    public RepositoryEntry EntryAt(string path) => Find(path) switch
    {
        null => default,
        { Kind: EntryKind.Link } link => _links.GetOrAdd(path, (_, entry) => Link(entry), link),
        { } entry => new(entry.Kind),
    };

    public List<FolderEntry> EntriesOf(string folder)
    {
        var found = (folder.Length == 0 ? root : Find(folder)?.Folder) ?? throw new DirectoryNotFoundException();
        return
        [
            .. found.Entries.Select(entry => new FolderEntry(entry.Name, entry.Kind, entry.Length ?? 0)),
            .. found.Unnameable.Select(shown => new FolderEntry(shown, EntryKind.Unnameable, 0)),
        ];
    }

    /// <summary>No commit has an absolute place.</summary>
    public string? BelowRoot(string absolute) => null;

    public long LengthOf(string file)
    {
        var entry = Find(file) ?? throw new FileNotFoundException();
        return entry.Length ?? throw Missing(entry);
    }

    public int Read(string file, Span<byte> buffer)
    {
        var entry = Find(file) ?? throw new FileNotFoundException();
        var bytes = objects.ReadBlob(entry.Id.ToString(), buffer.Length) ?? throw Missing(entry);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    /// <summary>A link whose content is not there is shown as a file: reading that says why it cannot be followed.</summary>
    private RepositoryEntry Link(CommitEntry link)
    {
        if (link.Length is null)
        {
            return new(EntryKind.File);
        }

        if (link.Length is 0 or > MaxTarget)
        {
            return default;
        }

        try
        {
            var target = objects.ReadBlob(link.Id.ToString(), MaxTarget);
            return target is not null && Utf8.IsValid(target) && !target.Contains((byte)0)
                ? new(EntryKind.Link, Encoding.UTF8.GetString(target))
                : default;
        }
        catch (Exception exception) when (exception is GitException or IOException)
        {
            return new(EntryKind.File);
        }
    }

    private CommitEntry? Find(ReadOnlySpan<char> path)
    {
        var folder = root;
        while (path.IndexOf('/') is var slash and >= 0)
        {
            if (folder.Find(path[..slash]) is not { Folder: { } next })
            {
                return null;
            }

            folder = next;
            path = path[(slash + 1)..];
        }

        return folder.Find(path);
    }

    private static GitException Missing(CommitEntry entry) => new($"the object {entry.Id} is not in the repository");
}
