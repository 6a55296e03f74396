using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Output;

/// <summary>What a render takes besides the plan.</summary>
/// <param name="PreviouslyShared">The shared files of the last inventories, sorted by path.</param>
/// <param name="MaxParallelism">Threads; the result is the same for any number.</param>
public sealed record RenderOptions(
    OutputLayout Layout,
    ImmutableArray<SharedObject> PreviouslyShared,
    int MaxParallelism)
{
    /// <summary>Relative to the root of the repository: a finding about a file of the output points there.</summary>
    public string OutputDirectory { get; init; } = WorkspaceSpec.DefaultOutputDirectory;

    /// <summary>From the root of the repository; "" is the root. The origins of files are relative to it, wherever the workspace lies.</summary>
    public string WorkspaceFolder { get; init; } = "";

    /// <summary>Whether the folder of each cluster gets a <c>kustomization.yaml</c>.</summary>
    public bool Kustomization { get; init; }

    /// <summary>Only its clusters are rendered.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>The names of the only files that are wanted; null for all.</summary>
    internal IReadOnlySet<string>? Names { get; init; }

    internal string OriginOf(SourceLocation location) => SourcePaths.RelativeTo(WorkspaceFolder, location.Path);
}
