using MeshGitOps.Tests.Workspace.Git;

namespace MeshGitOps.Tests.Cli;

/// <summary>What is not published, with the exit code and what to do; and what may be published all the same.</summary>
public sealed class PublishRefusalTests : PublishedWorkspace
{
    [Fact]
    public void Says_what_is_committed_here_where_the_push_is_refused_and_pushes_it_later()
    {
        Scratch.Git("push", "--quiet", "origin", "main");
        ChangeAddress("203.0.113.77", render: false);
        Scratch.Git("push", "--quiet", "origin", "main~1:refs/heads/main");
        Remote.Git("config", "receive.denyCurrentBranch", "refuse");
        var other = Remote.Git("commit-tree", "-p", "main", "-m", "Other", "main^{tree}");
        Remote.Git("update-ref", "refs/heads/main", other);

        var refused = Publish("--push");
        Remote.Git("update-ref", "refs/heads/main", other + "^");
        var later = Publish("--push");

        var commit = Scratch.Git("rev-parse", "HEAD");
        Assert.Equal((5, 0), (refused.ExitCode, later.ExitCode));
        Assert.Contains("Run 'git pull --rebase' and 'meshgitops publish' again.", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"Committed to main: {commit} (was ", refused.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was pushed.", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"Pushed to main: {commit} (committed before)", later.Output, StringComparison.Ordinal);
        Assert.Equal(commit, Remote.Git("rev-parse", "main"));
    }

    [Fact]
    public void Refuses_an_uncommitted_source_unless_told()
    {
        Scratch.Files.Write("mesh/more.yaml", "a: 1\n").Write("build/tool.bin", "x");

        var refused = Publish("--to", "branch");
        var allowed = Publish("--to", "branch", "--allow-dirty");

        AssertRefused("MGO6130", "A file differs from the commit that would be published: 'mesh/more.yaml'.", refused);
        Assert.Equal(0, allowed.ExitCode);
    }

    [Fact]
    public void Refuses_a_source_that_lacks_what_is_published_unless_told()
    {
        ChangeAddress("203.0.113.77");
        Publish("--to", "branch");
        var tip = Scratch.Git("rev-parse", "rendered");
        Scratch.Git("checkout", "--quiet", "-b", "topic", "main~1");

        var older = Publish("--to", "branch");
        Scratch.Commit("Other");
        var other = Publish("--to", "branch");
        Assert.Equal(tip, Scratch.Git("rev-parse", "rendered"));
        var told = Publish("--to", "branch", "--allow-stale");

        AssertRefused("MGO6131", "A newer commit is published already.", older);
        AssertRefused("MGO6131", "Merge or rebase onto that commit", other);
        Assert.Equal(0, told.ExitCode);
        Assert.NotEqual(tip, Scratch.Git("rev-parse", "rendered"));
    }

    [Fact]
    public void Refuses_a_branch_with_files_of_others_unless_told()
    {
        Scratch.Git("branch", "rendered", "main");

        var refused = Publish("--to", "branch");
        var adopted = Publish("--to", "branch", "--adopt");

        AssertRefused("MGO6132", "Branch 'rendered' exists, and no 'hydrator.metadata' in it says that rendered files lie there.", refused);
        Assert.True(adopted.ExitCode == 0, adopted.Output);
        Assert.Contains("mesh", Scratch.Git("ls-tree", "--name-only", "rendered"), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_to_add_a_remote_that_is_not_there()
    {
        Scratch.Git("remote", "remove", "origin");

        var run = Publish("--to", "branch", "--push");

        AssertRefused("MGO6136", "= help: Add it: 'git remote add origin URL'; or name another one with '--remote'.", run);
    }

    [Fact]
    public void Says_how_to_begin_where_nothing_is_committed_yet()
    {
        using var scratch = new TemporaryRepository();
        CommandRun.In(scratch.Root, "init");

        var run = CommandRun.In(scratch.Root, "publish", "--to", "branch");

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith("Run 'git add --all' and 'git commit'.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_the_branch_of_another_workspace()
    {
        Publish("--to", "branch");
        foreach (var path in new[] { "mesh/mesh.yaml", "mesh/demo.yaml", "mesh/clusters/east.yaml", "mesh/clusters/west.yaml", "apps/east/hello.yaml", "apps/west/greeter.yaml", "meshgitops.yaml", "addresses.lock.yaml" })
        {
            Scratch.Files.Write($"other/{path}", Scratch.Files.Read(path));
        }

        Scratch.Commit("Another workspace");

        var run = CommandRun.In(Scratch.Root, "publish", "other", "--to", "branch");

        AssertRefused("MGO6133", "Branch 'rendered' is published from the workspace '.', and not from 'other'.", run);
    }

    [Fact]
    public void Refuses_what_was_edited_on_the_branch_unless_told()
    {
        Publish("--to", "branch");
        var file = Scratch.Git("ls-tree", "-r", "--name-only", "rendered", "clusters/west").Split('\n')[0];
        AddToBranch(file, "edited: true\n");
        ChangeAddress("203.0.113.77");

        var refused = Publish("--to", "branch");
        var told = Publish("--to", "branch", "--overwrite");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains($" --> rendered:{file}", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, told.ExitCode);
        Assert.DoesNotContain("edited", Scratch.Git("show", $"rendered:{file}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_branch_that_is_checked_out()
    {
        Publish("--to", "branch");
        Scratch.Git("worktree", "add", "--quiet", Scratch.Files["worktree"], "rendered");
        ChangeAddress("203.0.113.77");

        AssertRefused("MGO6140", "Branch 'rendered' is checked out in '", Publish("--to", "branch"));
    }

    [Fact]
    public void Refuses_to_decide_addresses_that_nobody_committed()
    {
        File.Delete(Scratch.Files["addresses.lock.yaml"]);
        Scratch.Commit("Without the lock");

        var run = Publish("--to", "branch");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("addresses.lock.yaml would change:\n  + hello.demo.example.com: 240.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was published.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_as_git_is_set_up_and_says_where_it_is_not()
    {
        Scratch.Git("config", "gpg.format", "ssh");
        var refused = Publish("--to", "branch", "--sign");
        AssertRefused("MGO6145", "cannot be signed, because git says: ", refused);
        Assert.Equal("", Scratch.Git("for-each-ref", "refs/heads/rendered", "refs/notes"));

        try
        {
            using var made = System.Diagnostics.Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Scratch.Files[".git/key"]]);
            made.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return; // Without ssh-keygen git could not sign either.
        }

        Scratch.Git("config", "user.signingKey", Scratch.Files[".git/key"]);
        var signed = Publish("--to", "branch", "--sign", "--author", "Mesh Bot <bot@example.com>");

        Assert.True(signed.ExitCode == 0, signed.Output + signed.Error);
        var commit = Scratch.Git("cat-file", "commit", "refs/heads/rendered");
        Assert.Contains("\ngpgsig -----BEGIN SSH SIGNATURE-----\n", commit, StringComparison.Ordinal);
        Assert.Contains("\nauthor Mesh Bot <bot@example.com> ", commit, StringComparison.Ordinal);
        Assert.Contains("\ncommitter Tester <tester@example.com> ", commit, StringComparison.Ordinal);
        Assert.NotEmpty(Scratch.Git("notes", "--ref=hydrator.metadata", "show", "refs/heads/rendered"));
    }

    [Theory]
    [InlineData("Option '--to' takes directory or branch, but is 'x'.", "--to", "x")]
    [InlineData("Option '--branch' takes the name of a branch, but 'a..b' has '..' or ends with '.'.", "--branch", "a..b")]
    [InlineData("Option '--remote' needs '--push' or '--propose'", "--remote", "origin")]
    [InlineData("Option '--remote' takes a name or an address, but is '--upload-pack=x'.", "--push", "--remote=--upload-pack=x")]
    [InlineData("Option '--propose' needs '--to branch'.", "--propose")]
    [InlineData("Option '--branch' needs '--to branch'", "--to", "directory", "--branch", "x")]
    [InlineData("Option '--source' needs '--to branch'", "--source", "main~0")]
    [InlineData("Option '--propose' needs a branch other than 'rendered'", "--to", "branch", "--propose", "rendered")]
    [InlineData("Option '--author' takes 'Name <address>', but is 'me'.", "--author", "me")]
    [InlineData("Option '--message' has '{x}', which is no placeholder", "--message", "{x}")]
    [InlineData("Option '--attempts' takes a number from 1 to 1000, but is '0'.", "--attempts", "0")]
    [InlineData("Revision 'nowhere' is no commit of the repository", "--source", "nowhere")]
    public void Refuses_options_with_exit_2(string message, params string[] options)
    {
        var run = Publish(options);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
