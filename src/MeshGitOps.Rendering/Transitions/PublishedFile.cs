using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>A file of the last render as it lies in the output, which is what the clusters run or are about to run.</summary>
/// <param name="Origin">As its inventory says.</param>
public sealed record PublishedFile(
    OutputPath Path,
    string Cluster,
    ReadOnlyMemory<byte> Bytes,
    string Origin,
    OutputSharing Sharing);
