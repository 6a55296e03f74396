namespace MeshGitOps.EndToEnd.Git;

/// <summary>What a server does with a push: scripts for <see cref="ScratchRepository.Hook"/>.</summary>
internal static class ServerHooks
{
    /// <summary>A <c>pre-receive</c> hook that takes nothing for one reference, as a forge does with a protected branch.</summary>
    public static string Protect(string reference) => $$"""
        while read old new name; do
          if [ "$name" = '{{reference}}' ]; then
            echo 'remote rejected: the branch is protected' >&2
            exit 1
          fi
        done
        """;

    /// <summary>
    /// An <c>update</c> hook that commits to the reference itself, the first times that somebody pushes to it: the push then finds another commit than it named.
    /// The commit keeps all files, and adds nothing but its message.
    /// </summary>
    public static string MoveFirst(string reference, int times) => $$"""
        count=$(cat moved 2>/dev/null || echo 0)
        if [ "$1" = '{{reference}}' ] && [ "$count" -lt {{times}} ]; then
          echo $((count + 1)) > moved
          git update-ref '{{reference}}' "$(git commit-tree -p '{{reference}}' -m 'Somebody else' '{{reference}}^{tree}')"
        fi
        exit 0
        """;
}
