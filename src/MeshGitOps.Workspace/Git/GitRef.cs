namespace MeshGitOps.Workspace.Git;

/// <summary>The names of references.</summary>
internal static class GitRef
{
    public const string Heads = "refs/heads/";
    public const string Remotes = "refs/remotes/";

    /// <summary>Where Argo CD's hydrator says which source commit a rendered commit stands for, and GitOps Promoter reads it.</summary>
    public const string HydratorNotes = "refs/notes/hydrator.metadata";
}
