using MeshGitOps.Tests.Workspace.Git;

namespace MeshGitOps.Tests.Cli;

/// <summary>The starter workspace, rendered and committed in a repository with a remote, for one test.</summary>
public abstract class PublishedWorkspace : IDisposable
{
    private protected TemporaryRepository Scratch { get; } = new();

    private protected TemporaryRepository Remote { get; } = new("--bare");

    protected PublishedWorkspace()
    {
        Assert.Equal(0, Run("init").ExitCode);
        Assert.Equal(0, Run("render").ExitCode);
        Scratch.Git("remote", "add", "origin", Remote.Root);
        Scratch.Commit("First");
    }

    public void Dispose()
    {
        Scratch.Dispose();
        Remote.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static void AssertRefused(string id, string text, CommandRun run)
    {
        Assert.Equal(5, run.ExitCode);
        Assert.Contains($"error[{id}]", run.Output, StringComparison.Ordinal);
        Assert.Contains(text, run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was published.", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A change of what is rendered, committed.</summary>
    private protected void ChangeAddress(string address, bool render = true)
    {
        var lines = Scratch.Files.Read("mesh/clusters/east.yaml").Split('\n')
            .Select(line => line.StartsWith("    - address: ", StringComparison.Ordinal) ? $"    - address: {address}" : line);
        Scratch.Files.Write("mesh/clusters/east.yaml", string.Join('\n', lines));
        if (render)
        {
            Run("render");
        }

        Scratch.Commit($"The gateway of east is {address}");
    }

    /// <summary>What somebody else commits on the branch of the output.</summary>
    private protected void AddToBranch(string path, string text) =>
        ChangeBranch("--add", "--cacheinfo", $"100644,{Scratch.GitWith(text, "hash-object", "-w", "--stdin")},{path}");

    private protected void RemoveFromBranch(string path) => ChangeBranch("--force-remove", path);

    private void ChangeBranch(params string[] change)
    {
        var indexed = $"alias.indexed=!GIT_INDEX_FILE={Scratch.Root}/.git/other-index git";
        Scratch.Git("-c", indexed, "indexed", "read-tree", "rendered");
        Scratch.Git(["-c", indexed, "indexed", "update-index", .. change]);
        var tree = Scratch.Git("-c", indexed, "indexed", "write-tree");
        Scratch.Git("update-ref", "refs/heads/rendered", Scratch.Git("commit-tree", "-p", "rendered", "-m", "Other", tree));
    }

    private protected CommandRun Publish(params string[] options) => Run(["publish", .. options]);

    private protected CommandRun Run(params string[] arguments) => CommandRun.In(Scratch.Root, arguments);
}
