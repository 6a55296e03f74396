namespace MeshGitOps.Rendering.Differences;

/// <summary>What becomes of a thing between what is published and what would be rendered.</summary>
public enum ChangeKind
{
    Added,
    Changed,
    Removed,
}
