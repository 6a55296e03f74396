using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>
/// The files of an output where they lie: on disk, or in a commit.
/// Only files that <see cref="OutputListing"/> found may be asked for; from several threads.
/// </summary>
internal interface IOutputFiles
{
    OutputNames Names { get; }

    /// <summary>What lies directly in a folder ("" is the output itself); nothing where that does not exist.</summary>
    IReadOnlyCollection<FolderEntry> EntriesOf(string folder);

    /// <summary>Null where the file has more than <paramref name="maxBytes"/>.</summary>
    byte[]? Read(OutputEntry file, long maxBytes);

    bool Holds(OutputEntry file, ReadOnlySpan<byte> bytes);

    /// <summary>The SHA-256 of the bytes, as inventories have it.</summary>
    string HashOf(OutputEntry file);
}
