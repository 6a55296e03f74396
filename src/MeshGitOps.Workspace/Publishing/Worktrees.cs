using System.Collections.Immutable;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>The working trees of a repository.</summary>
internal static class Worktrees
{
    /// <summary>Where each branch that is checked out lies. That of a bare repository's HEAD does not count.</summary>
    public static ImmutableSortedDictionary<string, string> BranchesOf(GitRepository repository)
    {
        var branches = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var folder = "";
        foreach (var line in repository.Command.ReadLine("worktree", "list", "--porcelain").Split('\n'))
        {
            if (line.StartsWith("worktree ", StringComparison.Ordinal))
            {
                folder = line["worktree ".Length..];
            }
            else if (line.StartsWith("branch " + GitRef.Heads, StringComparison.Ordinal))
            {
                branches[line[("branch " + GitRef.Heads).Length..]] = folder;
            }
        }

        return branches.ToImmutable();
    }
}
