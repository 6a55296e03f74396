namespace MeshGitOps.Tests.Cli;

/// <summary>Publications where somebody wrote to the branch, the settings or the remote what nobody would by accident.</summary>
public sealed class HostilePublishTests : PublishedWorkspace
{
    public HostilePublishTests()
    {
        Directory.Delete(Path.Combine(Scratch.Root, "rendered"), recursive: true);
        Scratch.Commit("Without the output");
    }

    [Theory]
    [InlineData("""{"drySha": "\ud800"}""")]
    [InlineData("""{"\ud800": 1, "drySha": "x"}""")]
    [InlineData("""{"drySha": "x", "workspace": {"path": "\udc00"}}""")]
    public void Takes_metadata_that_is_no_text_for_none(string metadata)
    {
        Publish("--to", "branch");
        Replace("hydrator.metadata", "100644", Blob(metadata));
        Change();

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 5, run.Output + run.Error);
        Assert.Contains("Nothing was published.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_folder_or_a_large_file_where_the_readme_goes()
    {
        Publish("--to", "branch");
        Replace("README.md", "100644", Blob("theirs"), "README.md/theirs");
        Replace(".gitattributes", "100644", Blob(new string('x', 20 * 1024 * 1024)));
        Change();

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("theirs", Scratch.Git("show", "rendered:README.md/theirs"));
        Assert.Equal("20971520", Scratch.Git("cat-file", "-s", "rendered:.gitattributes"));
    }

    [Fact]
    public void Writes_into_no_folder_that_differs_in_case()
    {
        Publish("--to", "branch");
        Replace("Clusters", "100644", Blob("theirs"), "Clusters/east/x.yaml");
        Scratch.Git("config", "core.ignoreCase", "true");
        Change();

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("Clusters/east/x.yaml", Scratch.Git("ls-tree", "-r", "--name-only", "rendered", "Clusters"));
        Assert.Contains("203.0.113.77", Scratch.Git("grep", "-h", "203.0.113.77", "rendered", "--", "clusters"), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_a_branch_alone_that_only_fits_the_pattern()
    {
        Scratch.Git("branch", "env/my-feature");

        var run = Publish("--branch", "env/{cluster}");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(Scratch.Git("rev-parse", "main"), Scratch.Git("rev-parse", "env/my-feature"));
    }

    [Fact]
    public void Says_at_once_that_a_branch_of_theRemote_is_in_the_way()
    {
        Scratch.Git("push", "--quiet", "origin", "main:refs/heads/deep/er");

        var run = Publish("--branch", "deep", "--push");

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("MGO6135", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trying again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_to_do_where_theRemote_takes_no_notes()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var hook = Path.Combine(Remote.Root, "hooks", "update");
        Directory.CreateDirectory(Path.Combine(Remote.Root, "hooks"));
        File.WriteAllText(hook, "#!/bin/sh\ncase $1 in refs/notes/*) exit 1;; esac\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var refused = Publish("--to", "branch", "--push");
        var without = Publish("--to", "branch", "--push", "--no-notes");

        Assert.Equal((5, 0), (refused.ExitCode, without.ExitCode));
        Assert.Contains("Let this account push to 'refs/notes/hydrator.metadata', or publish with '--no-notes'.", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello*")]
    [InlineData("rendered/clusters/east/")]
    public void Refuses_to_leave_rendered_files_out_that_git_ignores(string pattern)
    {
        Scratch.Files.Write(".gitignore", pattern + "\n");
        var head = Scratch.Commit();

        var run = Publish();

        Assert.True(run.ExitCode == 5, run.Output + run.Error);
        Assert.Contains("MGO6142", run.Output, StringComparison.Ordinal);
        Assert.Equal(head, Scratch.Git("rev-parse", "HEAD"));
        Assert.False(Directory.Exists(Path.Combine(Scratch.Root, "rendered")));
    }

    [Fact]
    public void Refuses_an_output_directory_that_is_a_submodule()
    {
        Remote.GitWith("", "fetch", "--quiet", Scratch.Root, "main:main");
        Scratch.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", Remote.Root, "rendered");
        Scratch.Commit();

        var run = Publish();

        Assert.True(run.ExitCode == 5, run.Output + run.Error);
        Assert.Contains("is in submodule 'rendered'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_nothing_but_the_place_of_the_source_where_its_message_holds_a_credential()
    {
        const string Secret = "hunter2";
        Scratch.Commit($"See https://user:{Secret}@git.example.com/a\n\nArgocd-reference-commit-subject: https://u:{Secret}@git.example.com/b\n"
            + $"Argocd-reference-commit-body: \"https://u:{Secret}@git.example.com/b\"\nArgocd-reference-commit-author: https://u:{Secret}@git.example.com/b\n");

        Publish("--to", "branch");

        Assert.Contains("See https://***@git.example.com/a", Scratch.Git("log", "-1", "--format=%B", "rendered", "--"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Scratch.Git("log", "-1", "--format=%B", "rendered", "--"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Scratch.Git("show", "rendered:hydrator.metadata"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:a/hunter2@127.0.0.1:1/o.git")]
    [InlineData("https://127.0.0.1:1/o.git?token=hunter2")]
    public void Shows_no_credential_of_an_address_that_git_cannot_use(string address)
    {
        Scratch.Git("remote", "set-url", "origin", address);

        var local = Publish("--to", "branch");
        var pushed = Publish("--to", "branch", "--push");
        var given = Publish("--to", "branch", "--push", "--remote", address);

        Assert.Equal((0, 5, 5), (local.ExitCode, pushed.ExitCode, given.ExitCode));
        Assert.DoesNotContain(
            "hunter2",
            pushed.Output + pushed.Error + given.Output + given.Error + Scratch.Git("log", "-1", "-p", "--format=%B", "rendered", "--"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_of_a_reference_that_is_no_text_is_left_out()
    {
        Scratch.Commit("Point\n\nArgocd-reference-commit-sha: abc\nArgocd-reference-commit-body: \"\\ud800\"\n");

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("\"sha\": \"abc\"", Scratch.Git("show", "rendered:hydrator.metadata"), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_to_do_where_the_output_lies_outside_of_a_sparse_checkout()
    {
        Scratch.Git("sparse-checkout", "set", "mesh", "apps");

        var run = Publish();

        Assert.True(run.ExitCode == 5, run.Output + run.Error);
        Assert.Contains("outside of your sparse-checkout definition", run.Output, StringComparison.Ordinal);
        Assert.Contains("git sparse-checkout add", run.Output, StringComparison.Ordinal);
    }

    private string Blob(string text) => Scratch.GitWith(text, "hash-object", "-w", "--stdin");

    /// <summary>Puts a file on the published branch instead of what lies there, without a working tree.</summary>
    private void Replace(string root, string mode, string blob, string? path = null)
    {
        var kept = Scratch.Git("ls-tree", "-r", "-z", "--full-tree", "rendered").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.EndsWith('\t' + root, StringComparison.Ordinal));
        var index = Path.Combine(Scratch.Root, ".git", "index");
        var before = File.ReadAllBytes(index);
        Scratch.Git("read-tree", "--empty");
        Scratch.GitWith(string.Concat(kept.Append($"{mode} blob {blob}\t{path ?? root}").Select(line => line + "\0")), "update-index", "-z", "--index-info");
        var commit = Scratch.Git("commit-tree", "-p", "rendered", "-m", "By hand", Scratch.Git("write-tree"));
        File.WriteAllBytes(index, before);
        Scratch.Git("update-ref", "refs/heads/rendered", commit);
    }

    private void Change()
    {
        var lines = Scratch.Files.Read("mesh/clusters/east.yaml").Split('\n')
            .Select(line => line.StartsWith("    - address: ", StringComparison.Ordinal) ? "    - address: 203.0.113.77" : line);
        Scratch.Files.Write("mesh/clusters/east.yaml", string.Join('\n', lines));
        Scratch.Commit("Change");
    }
}
