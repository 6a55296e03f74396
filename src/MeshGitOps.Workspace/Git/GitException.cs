namespace MeshGitOps.Workspace.Git;

/// <summary>
/// Git did not do what it was asked for. Whoever knows what that means to the user turns it into a finding;
/// <see cref="Exception.Message"/> is the end of a sentence and holds no credential.
/// </summary>
internal sealed class GitException(string message, string said = "") : Exception(message)
{
    /// <summary>All that git wrote to its standard error, without credentials.</summary>
    public string Said { get; } = said;
}
