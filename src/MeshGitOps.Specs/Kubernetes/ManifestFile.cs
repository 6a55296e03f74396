using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>What one file holds, in its order.</summary>
internal sealed record ManifestFile(
    ImmutableArray<ManifestObject> Objects,
    ReadCounts Counts,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<ToolComment> Comments);
