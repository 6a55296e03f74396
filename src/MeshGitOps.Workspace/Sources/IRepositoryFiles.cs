namespace MeshGitOps.Workspace.Sources;

/// <summary>
/// The bare files and folders of a repository where they lie: on disk, or in a commit. Every path is relative to the root and has no link and no '..' in it.
/// What cannot be listed or read is an exception that <see cref="DiskFailure"/> knows. For several threads.
/// </summary>
internal interface IRepositoryFiles
{
    /// <summary>What lies at a path; a link is not followed.</summary>
    RepositoryEntry EntryAt(string path);

    /// <summary>What lies directly in a folder, sorted ordinally, without following a link.</summary>
    List<FolderEntry> EntriesOf(string folder);

    /// <summary>The part of a link's absolute target after the root; null where it does not lie below it.</summary>
    string? BelowRoot(string absolute);

    /// <summary>In bytes. What has no length is never read: it could be a pipe.</summary>
    long LengthOf(string file);

    /// <summary>Reads a file from its start, and returns how many bytes it read: fewer than <paramref name="buffer"/> holds where the file ends.</summary>
    int Read(string file, Span<byte> buffer);
}

/// <param name="Kind">Null where there is nothing.</param>
/// <param name="Target">Of a link, as it was written.</param>
internal readonly record struct RepositoryEntry(EntryKind? Kind, string? Target = null);
