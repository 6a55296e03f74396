using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>What one file holds for us.</summary>
internal sealed record BoundFile(
    string Path,
    ImmutableArray<BoundDocument> Documents,
    ImmutableArray<Diagnostic> Diagnostics,
    ReadCounts Counts)
{
    public ImmutableArray<ToolComment> Comments { get; init; } = [];
}
