using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace;

/// <summary>A file of the repository that gets another text.</summary>
/// <param name="Before">As it was read; the file is left alone where it holds anything else by now.</param>
/// <param name="Together">Paths that are written only if this one is, and the other way round.</param>
public sealed record SourceChange(SourceText Before, string After, ImmutableArray<string> Together)
{
    public string Path => Before.Path;
}
