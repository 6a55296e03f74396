using MeshGitOps.Tests.TestSupport;
using MeshGitOps.Tests.Workspace.Git;

namespace MeshGitOps.Tests.Cli.Diff;

/// <summary>The example of two clusters in a repository of git.</summary>
public sealed class DiffRevisionTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();

    public DiffRevisionTests()
    {
        foreach (var (path, text) in ExampleFiles.InputsWithoutDelivery())
        {
            Write(path, text);
        }
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Compares_with_what_is_rendered_in_a_commit()
    {
        CommitRendered();
        Change();
        Assert.Equal(0, Run("render").ExitCode);

        AssertChange("Against HEAD:rendered/: ", Run("diff", "--against", "HEAD"));
        Assert.Contains("Against rendered/: nothing changes.", Run("diff").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compares_with_a_branch_whose_root_is_the_output()
    {
        CommitRendered();
        Publish("refs/heads/published");
        Assert.Contains("Against published: nothing changes.", Run("diff", "--against", "published").Output, StringComparison.Ordinal);
        Change();

        AssertChange("Against published: ", Run("diff", "--against", "published"));
    }

    [Fact]
    public void A_branch_that_was_only_fetched_goes_by_its_own_name()
    {
        CommitRendered();
        Publish("refs/remotes/origin/published");

        Assert.Contains("Against published: nothing changes.", Run("diff", "--against", "published").Output, StringComparison.Ordinal);
        Assert.Contains("Against origin/published: nothing changes.", Run("diff", "--against", "origin/published").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Renders_the_specs_of_a_commit_that_holds_no_output()
    {
        _repository.Commit();
        Assert.Contains("Against the specs of main: nothing changes.", Run("diff", "--against", "main", "--exit-code").Output, StringComparison.Ordinal);
        Change();

        var run = Run("diff", "--against", "main", "--exit-code");

        AssertChange("Against the specs of main: ", run, exitCode: 4);
        Assert.Contains("warning[MGO4301]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("disappear", Run("diff", "--against", "main", "--phase", "Additive").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_workspace_below_the_top_of_the_repository()
    {
        Directory.CreateDirectory(_repository.Files["meshes/a b"]);
        foreach (var entry in Directory.GetFileSystemEntries(_repository.Root).Where(entry => !entry.EndsWith(".git", StringComparison.Ordinal) && !entry.EndsWith("meshes", StringComparison.Ordinal)))
        {
            Directory.Move(entry, Path.Combine(_repository.Files["meshes/a b"], Path.GetFileName(entry)));
        }

        _repository.Commit();
        Assert.Contains("Against the specs of HEAD: nothing changes.", Run("diff", "meshes/a b", "--against", "HEAD").Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("render", "meshes/a b").ExitCode);
        _repository.Commit();

        Assert.Contains("Against HEAD:meshes/a b/rendered/: nothing changes.", Run("diff", "meshes/a b", "--against", "HEAD").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("env/{cluster}")]
    public void Compares_with_the_branches_that_the_workspace_publishes_to(string branch)
    {
        Replace("meshgitops.yaml", "spec:", $"spec:\n  publish: {{to: Branch, branch: \"{branch}\"}}");
        _repository.Commit();
        Assert.Contains($"Against branch {branch} (not published yet): 6 hosts appear in both clusters; ", Run("diff").Output, StringComparison.Ordinal);
        var published = Run("publish");
        Assert.True(published.ExitCode == 0, published.Output + published.Error);

        Assert.Contains($"Against branch {branch}: nothing changes.", Run("diff", "--exit-code").Output, StringComparison.Ordinal);
        Change();

        AssertChange($"Against branch {branch}: ", Run("diff"));
        AssertChange($"Against branch {branch}: ", Run("diff", "--phase", "Removal"));
        Assert.DoesNotContain("disappear", Run("diff", "--phase", "Additive").Output, StringComparison.Ordinal);
        if (branch.Contains('{', StringComparison.Ordinal))
        {
            AssertChange($"Against branch {branch}: ", Run("diff", "--against", branch));
        }
    }

    [Fact]
    public void A_branch_to_publish_to_that_was_only_fetched_counts()
    {
        Replace("meshgitops.yaml", "spec:", "spec:\n  publish: {to: Branch}");
        CommitRendered();
        Publish("refs/remotes/origin/rendered");

        Assert.Contains("Against branch rendered: nothing changes.", Run("diff").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_a_folder_and_a_branch_is_not_guessed()
    {
        CommitRendered();
        Publish("refs/heads/rendered");

        var run = Run("diff", "--against", "rendered");

        Assert.Equal(
            (2, "error: 'rendered' is a folder and a revision of git: write './rendered' for the folder, or 'refs/heads/rendered' for the branch.\n"),
            (run.ExitCode, run.Error));
        Assert.Contains("Against rendered/: nothing changes.", Run("diff", "--against", "./rendered").Output, StringComparison.Ordinal);
        Assert.Contains("Against refs/heads/rendered: nothing changes.", Run("diff", "--against", "refs/heads/rendered").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "There is no folder and no revision 'nowhere' to compare with.")]
    [InlineData("--upload-pack=x", "There is no folder and no revision '--upload-pack=x' to compare with.")]
    [InlineData("HEAD:mesh", "There is no folder and no revision 'HEAD:mesh' to compare with.")]
    [InlineData("a/{cluster}/{cluster}", "The branch 'a/{cluster}/{cluster}' has '{cluster}' more than once.")]
    [InlineData("./nowhere", "There is no folder './nowhere' to compare with.")]
    [InlineData("https://user:hunter2@git.example.com/a b", "There is no folder and no revision 'https://***@git.example.com/a b' to compare with.")]
    public void Says_what_it_cannot_compare_with(string against, string message)
    {
        CommitRendered();

        var run = Run("diff", $"--against={against}");

        Assert.Equal((2, "", $"error: {message}\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Says_why_the_specs_of_a_commit_cannot_be_rendered()
    {
        var mesh = File.ReadAllText(_repository.Files["mesh/acme.yaml"]);
        Write("mesh/acme.yaml", "apiVersion: [");
        _repository.Commit();
        Write("mesh/acme.yaml", mesh);

        var run = Run("diff", "--against", "HEAD");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: Revision 'HEAD' holds no rendered output, and its specs cannot be rendered: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(" (mesh/acme.yaml, MGO1001)\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_nothing_in_the_repository()
    {
        CommitRendered();
        Publish("refs/heads/published");
        Change();
        var before = State();

        Run("diff", "--against", "HEAD");
        Run("diff", "--against", "published", "-o", "json");
        Run("diff", "--against", "HEAD~1");

        Assert.Equal(before, State());
    }

    private string State() => _repository.Git("for-each-ref") + _repository.Git("status", "--porcelain") + _repository.Git("count-objects", "-v");

    private static void AssertChange(string against, CommandRun run, int exitCode = 0)
    {
        Assert.True(run.ExitCode == exitCode, run.Output + run.Error);
        Assert.Contains($"\n{against}1 host changes in both clusters; 1 host disappears from both clusters; 2 other objects differ in both clusters; 2 files beside the manifests differ in both clusters.\n", run.Output, StringComparison.Ordinal);
    }

    private void CommitRendered()
    {
        _repository.Commit();
        Assert.Equal(0, Run("render").ExitCode);
        _repository.Commit();
    }

    /// <summary>A branch of the output alone.</summary>
    private void Publish(string reference) =>
        _repository.Git("update-ref", reference, _repository.Git("commit-tree", "-m", "Publish", "HEAD:rendered"));

    private void Change()
    {
        File.Move(_repository.Files["apps/eks/payment.yaml"], _repository.Files["apps/aks/payment.yaml"]);
        File.Delete(_repository.Files["apps/eks/users.yaml"]);
    }

    private void Replace(string path, string old, string fresh) =>
        Write(path, File.ReadAllText(_repository.Files[path]).Replace(old, fresh, StringComparison.Ordinal));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_repository.Files[path])!);
        File.WriteAllText(_repository.Files[path], text);
    }

    private CommandRun Run(params string[] arguments) => CommandRun.In(_repository.Root, arguments);
}
