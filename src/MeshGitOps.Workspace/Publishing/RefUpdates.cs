using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Moves references of the local repository: all of them, and each only from where it was seen, or none.</summary>
internal static class RefUpdates
{
    /// <returns>Whether they moved; false where one of them was elsewhere meanwhile.</returns>
    /// <exception cref="GitException">Git failed for another reason.</exception>
    public static bool TryApply(GitRepository repository, ImmutableArray<RefUpdate> updates)
    {
        var none = GitObjectName.None(repository.ObjectFormat);
        var input = new StringBuilder("start\n");
        foreach (var update in updates)
        {
            input.Append($"update {update.Name} {update.New} {update.Old ?? none}\n");
        }

        input.Append("prepare\ncommit\n");
        var result = repository.Command.Run(
            GitTrust.Isolated, Encoding.UTF8.GetBytes(input.ToString()), "update-ref", "-m", "meshgitops: publish", "--stdin");
        if (result.Succeeded)
        {
            return true;
        }

        return IsRace(result.Error) ? false : throw new GitException($"git says: {result.Reason}", result.Error);
    }

    /// <summary>
    /// What files-backend.c says where a reference is not as expected, or where another command holds its lock.
    /// A lock that a killed command left looks the same: it is tried again, and in the end reported with its path.
    /// </summary>
    private static bool IsRace(string error) =>
        error.Contains("but expected", StringComparison.Ordinal)
        || error.Contains("reference already exists", StringComparison.Ordinal)
        || error.Contains("unable to resolve reference", StringComparison.Ordinal);
}

/// <param name="Name">Whole, as <c>refs/heads/rendered</c>.</param>
/// <param name="Old">Where it is now; null for a new one.</param>
internal sealed record RefUpdate(string Name, string? Old, string New);
