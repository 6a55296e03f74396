using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Sources;

/// <summary>A folder in which there is nothing.</summary>
public sealed class NoSourceFolder : ISourceFolder
{
    public static readonly NoSourceFolder Instance = new();

    private NoSourceFolder()
    {
    }

    public SourceEntry EntryAt(string path) => path.Length == 0 ? SourceEntry.Folder : SourceEntry.None;

    public ImmutableArray<string> FilesBelow(string folder) => [];

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) => new(null,
        [Diagnostic.Create(SourceDiagnostics.NotFound, cause ?? new SourceText(path, "").Start, $"There is no file '{path}'.")]);
}
