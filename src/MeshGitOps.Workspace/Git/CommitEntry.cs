using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>What lies directly in a folder of a commit.</summary>
/// <param name="Length">In bytes; null for all but a file or link, and where the content is not in the repository.</param>
/// <param name="Folder">What lies in it, of a folder.</param>
internal readonly record struct CommitEntry(string Name, EntryKind Kind, GitObjectId Id, long? Length, CommitFolder? Folder = null);
