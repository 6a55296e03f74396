using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Sources;

/// <summary>
/// The files of a repository, rooted at its top folder. All paths are relative to that, with '/' between the segments.
/// On disk it is <c>SpecFolder</c> of the Workspace project, in a commit <c>GitSpecFolder</c>; the tests read from memory.
/// </summary>
public interface ISourceFolder
{
    /// <summary>What lies at <paramref name="path"/>; a link that leads out of the repository is <see cref="SourceEntry.Outside"/>.</summary>
    SourceEntry EntryAt(string path);

    /// <summary>
    /// Every file below <paramref name="folder"/> ("" is the root), sorted ordinally.
    /// Hidden folders, <c>node_modules</c> and links that lead out are passed over.
    /// </summary>
    ImmutableArray<string> FilesBelow(string folder);

    /// <summary>
    /// The text of one file, or null with the findings that say why not (too large, not UTF-8, unreadable, outside).
    /// A finding lies at <paramref name="cause"/> where the file itself cannot be shown.
    /// May be called from several threads.
    /// </summary>
    Diagnosed<SourceText?> Read(string path, SourceLocation? cause);
}

/// <summary>What lies at a path of a repository.</summary>
public enum SourceEntry
{
    None,
    File,
    Folder,

    /// <summary>A path that leaves the repository, by '..' or through a link.</summary>
    Outside,

    /// <summary>A submodule of a commit, or what would lie in it: the repository does not hold that.</summary>
    Submodule,
}
