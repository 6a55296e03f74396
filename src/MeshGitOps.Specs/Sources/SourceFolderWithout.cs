using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Sources;

/// <summary>A folder that lists everything but what lies below one of its paths: the output, where manifests lie around it.</summary>
public sealed class SourceFolderWithout(ISourceFolder whole, string leftOut) : ISourceFolder
{
    public SourceEntry EntryAt(string path) => whole.EntryAt(path);

    public ImmutableArray<string> FilesBelow(string folder) =>
        SourcePaths.IsWithin(leftOut, folder)
            ? whole.FilesBelow(folder).RemoveAll(file => SourcePaths.IsWithin(file, leftOut))
            : whole.FilesBelow(folder);

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) => whole.Read(path, cause);
}
