using System.Text;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Differences;

/// <summary>A file whose bytes differ.</summary>
/// <param name="Before">Null where it is added.</param>
/// <param name="After">Null where it is removed.</param>
/// <param name="IsText">Whether it is compared as lines: no manifests, or one that was published cannot be read.</param>
public sealed record FileDifference(
    OutputPath Path,
    string Cluster,
    OutputSharing Sharing,
    ReadOnlyMemory<byte>? Before,
    ReadOnlyMemory<byte>? After,
    bool IsText)
{
    public ChangeKind Kind => Before is null ? ChangeKind.Added : After is null ? ChangeKind.Removed : ChangeKind.Changed;

    /// <summary>Empty where it is added.</summary>
    public string TextBefore => Before is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";

    /// <summary>Empty where it is removed.</summary>
    public string TextAfter => After is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";
}
