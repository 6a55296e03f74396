using System.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

/// <summary>A git repository on disk that is deleted afterwards.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    private readonly GitCommand _git;

    public TemporaryRepository(params string[] options)
    {
        _git = new GitCommand(Files.Root, []);
        Git(["init", "--quiet", "--initial-branch=main", .. options]);
        Git("config", "user.name", "Tester");
        Git("config", "user.email", "tester@example.com");
        Git("config", "commit.gpgSign", "false");
    }

    public TemporaryFolder Files { get; } = new();

    public string Root => Files.Root;

    public GitRepository Open() => GitRepository.Open(Root).Value ?? throw new InvalidOperationException("It is a repository.");

    public string Git(params string[] arguments) => Git("", arguments);

    public string GitWith(string input, params string[] arguments) => Git(input, arguments);

    /// <summary>Commits everything that lies there.</summary>
    public string Commit(string message = "Change")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }

    public void Dispose() => Files.Dispose();

    private string Git(string input, string[] arguments)
    {
        var result = _git.Run(GitTrust.User, Encoding.UTF8.GetBytes(input), arguments);
        return result.Line ?? throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {result.Error}");
    }
}
