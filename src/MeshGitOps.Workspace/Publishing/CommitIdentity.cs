using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Who commits, and when, as lines of git: <c>Name &lt;address&gt; 1795000000 +0000</c>.</summary>
internal sealed record CommitIdentity(string Author, string Committer)
{
    /// <param name="author"><c>Name &lt;address&gt;</c>; null for who git is set up to commit as.</param>
    /// <exception cref="GitException">There is no git.</exception>
    public static Diagnosed<CommitIdentity?> Find(GitRepository repository, string? author, DateTimeOffset now)
    {
        var given = author is null ? null : $"{author} {now.ToUnixTimeSeconds()} +0000";
        var who = given ?? Ask(repository, "GIT_AUTHOR_IDENT");
        var committer = Ask(repository, "GIT_COMMITTER_IDENT") ?? given;
        return who is not null && committer is not null
            ? new(new CommitIdentity(who, committer), [])
            : new(null,
            [
                Diagnostic.Create(
                    PublishDiagnostics.NoIdentity,
                    new SourceText("git config", "").Start,
                    "Git does not know who commits.",
                    "Run 'git config user.name NAME' and 'git config user.email ADDRESS', or give --author 'NAME <ADDRESS>'."),
            ]);
    }

    /// <summary>The same as settings, for commands that take them from there.</summary>
    public IEnumerable<string> Settings() => [.. Settings("author", Author), .. Settings("committer", Committer)];

    private static IEnumerable<string> Settings(string role, string identity)
    {
        var open = identity.IndexOf('<', StringComparison.Ordinal);
        var close = identity.IndexOf('>', StringComparison.Ordinal);
        return ["-c", $"{role}.name={identity[..open].TrimEnd()}", "-c", $"{role}.email={identity[(open + 1)..close]}"];
    }

    /// <summary>Git would otherwise make an address up from the name of the machine.</summary>
    private static string? Ask(GitRepository repository, string variable) =>
        repository.Command.Run(GitTrust.User, "-c", "user.useConfigOnly=true", "var", variable).Line;
}
