namespace MeshGitOps.Workspace.Git;

/// <summary>Whose settings a run of git obeys.</summary>
internal enum GitTrust
{
    /// <summary>The repository's own only: no hook, no filter, no network, no settings of the machine or the user.</summary>
    Isolated,

    /// <summary>The user's too, for ssh, credential helpers, signing and names; hooks still do not run.</summary>
    User,
}
