using System.Text.Json;
using MeshGitOps.Tests.Workspace.Git;

namespace MeshGitOps.Tests.Cli;

/// <summary>Publications between real repositories on this disk.</summary>
public sealed class PublishCommandTests : IDisposable
{
    private readonly TemporaryRepository _scratch = new();
    private readonly TemporaryRepository _remote = new("--bare");

    public PublishCommandTests()
    {
        Assert.Equal(0, Run("init").ExitCode);
        Assert.Equal(0, Run("render").ExitCode);
        _scratch.Git("remote", "add", "origin", _remote.Root);
        _scratch.Commit("First");
    }

    public void Dispose()
    {
        _scratch.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void Commits_the_rendered_tree_to_a_branch_and_touches_nothing_else()
    {
        _scratch.Files.Write("staged.txt", "x");
        _scratch.Git("add", "staged.txt");
        var before = _scratch.Files.Snapshot().Where(file => !file.StartsWith(".git/", StringComparison.Ordinal)).ToArray();

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(before, _scratch.Files.Snapshot().Where(file => !file.StartsWith(".git/", StringComparison.Ordinal)).ToArray());
        Assert.Equal("A  staged.txt", _scratch.Git("status", "--porcelain"));
        Assert.Equal(
            _scratch.Git("rev-parse", "main:rendered/clusters", "main:rendered/.meshgitops"),
            _scratch.Git("rev-parse", "rendered:clusters", "rendered:.meshgitops"));
        Assert.Equal(
            [".gitattributes", ".meshgitops", "README.md", "clusters", "hydrator.metadata"],
            _scratch.Git("ls-tree", "--name-only", "rendered").Split('\n').Order(StringComparer.Ordinal));
        Assert.Contains("Committed to rendered: " + _scratch.Git("rev-parse", "rendered"), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_it_comes_from_whatever_the_subject_holds()
    {
        var source = _scratch.Commit("Say \"it\" {sha}\n\nMeshgitops-source-commit: forged\n\nArgocd-reference-commit-sha: abc\nArgocd-reference-commit-body: \"a\\nb\"\n");

        Publish("--to", "branch", "--message", "{subject} of {branch} by {version}");

        var message = _scratch.Git("log", "-1", "--format=%B", "rendered", "--").Split('\n');
        Assert.StartsWith("Say \"it\" {sha} of rendered by ", message[0], StringComparison.Ordinal);
        Assert.Equal([source], _scratch.Git("log", "-1", "--format=%(trailers:key=Meshgitops-source-commit,valueonly)", "rendered", "--").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var metadata = JsonDocument.Parse(_scratch.Git("show", "rendered:hydrator.metadata")).RootElement;
        Assert.Equal(source, metadata.GetProperty("drySha").GetString());
        Assert.Equal("Say \"it\" {sha}", metadata.GetProperty("subject").GetString());
        Assert.Equal("Tester <tester@example.com>", metadata.GetProperty("author").GetString());
        Assert.Equal("Meshgitops-source-commit: forged", metadata.GetProperty("body").GetString());
        var reference = metadata.GetProperty("references")[0].GetProperty("commit");
        Assert.Equal(("abc", "a\nb"), (reference.GetProperty("sha").GetString(), reference.GetProperty("body").GetString()));
        var note = JsonDocument.Parse(_scratch.Git("notes", "--ref=hydrator.metadata", "show", "rendered")).RootElement;
        Assert.Equal(source, note.GetProperty("drySha").GetString());
        Assert.Matches("^sha256:[0-9a-f]{64}$", note.GetProperty("outputDigest").GetString());
    }

    [Fact]
    public void Commits_nothing_where_the_tree_stays_but_notes_the_source()
    {
        Publish("--to", "branch", "--push");
        var tip = _remote.Git("rev-parse", "rendered");
        _scratch.Files.Write("notes.txt", "x");
        var source = _scratch.Commit();

        var run = Publish("--to", "branch", "--push");
        var notes = _remote.Git("rev-parse", "refs/notes/hydrator.metadata");
        var third = Publish("--to", "branch", "--push");

        Assert.Equal((0, 0), (run.ExitCode, third.ExitCode));
        Assert.Contains("Branch rendered is up to date, ", run.Output, StringComparison.Ordinal);
        Assert.Equal(tip, _remote.Git("rev-parse", "rendered"));
        Assert.Contains(source, _remote.Git("notes", "--ref=hydrator.metadata", "show", tip), StringComparison.Ordinal);
        Assert.Equal(notes, _remote.Git("rev-parse", "refs/notes/hydrator.metadata"));
    }

    [Fact]
    public void Deletes_what_is_no_longer_rendered_and_keeps_the_files_of_others()
    {
        Publish("--to", "branch");
        AddToBranch("clusters/west/theirs.yaml", "a: 1\n");
        AddToBranch("README.md", "Ours.\n");
        _scratch.Files.Write("mesh/demo.yaml", _scratch.Files.Read("mesh/demo.yaml") + "  services:\n    exclude: [hello]\n");
        Run("render");
        _scratch.Commit("Without hello");

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("a: 1", _scratch.Git("show", "rendered:clusters/west/theirs.yaml"));
        Assert.Equal("Ours.", _scratch.Git("show", "rendered:README.md"));
        Assert.DoesNotContain("hello.demo.example.com", _scratch.Git("ls-tree", "-r", "--name-only", "rendered"), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_branch_for_each_cluster()
    {
        var run = Publish("--branch", "env/{cluster}", "--push");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("refs/heads/env/east\nrefs/heads/env/west", _remote.Git("for-each-ref", "--format=%(refname)", "refs/heads"));
        Assert.Equal("west", _remote.Git("ls-tree", "--name-only", "env/west:clusters"));
        Assert.Equal("west", _remote.Git("ls-tree", "--name-only", "env/west:.meshgitops"));
        Assert.Equal(0, Publish("--branch", "env/{cluster}", "--push").ExitCode);
        Assert.Equal("1", _remote.Git("rev-list", "--count", "env/west"));
    }

    [Fact]
    public void Proposes_on_a_branch_of_its_own_until_it_is_merged()
    {
        Publish("--to", "branch", "--push");
        var published = _remote.Git("rev-parse", "rendered");
        ChangeAddress("203.0.113.77");
        Publish("--to", "branch", "--propose");
        var first = _remote.Git("rev-parse", "rendered-next");
        Assert.Equal(published, _remote.Git("rev-parse", "rendered-next~1"));

        // The same manifests from another commit are proposed already.
        _scratch.Files.Write("notes.txt", "x");
        _scratch.Commit();
        Publish("--to", "branch", "--propose");
        Assert.Equal(first, _remote.Git("rev-parse", "rendered-next"));

        // Taken back before it was merged: the proposal holds what is published.
        ChangeAddress("192.0.2.10");
        var back = Publish("--to", "branch", "--propose");
        Assert.True(back.ExitCode == 0, back.Output + back.Error);
        Assert.Equal(_remote.Git("rev-parse", "rendered:clusters"), _remote.Git("rev-parse", "rendered-next:clusters"));
        Assert.Equal(first, _remote.Git("rev-parse", "rendered-next~1"));
        Assert.Equal(published, _remote.Git("rev-parse", "rendered"));
    }

    [Fact]
    public void Commits_the_output_directory_and_leaves_what_else_is_staged()
    {
        ChangeAddress("203.0.113.77", render: false);
        _scratch.Files.Write("staged.txt", "x");
        _scratch.Git("add", "staged.txt");

        var run = Publish("--push");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("A  staged.txt", _scratch.Git("status", "--porcelain"));
        Assert.All(_scratch.Git("show", "--format=", "--name-only", "HEAD").Split('\n'), path => Assert.StartsWith("rendered/", path, StringComparison.Ordinal));
        Assert.Equal(_scratch.Git("rev-parse", "HEAD"), _remote.Git("rev-parse", "main"));
        Assert.Contains("rendered/ is up to date", Publish("--push").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_committed_here_where_the_push_is_refused_and_pushes_it_later()
    {
        _scratch.Git("push", "--quiet", "origin", "main");
        ChangeAddress("203.0.113.77", render: false);
        _scratch.Git("push", "--quiet", "origin", "main~1:refs/heads/main");
        _remote.Git("config", "receive.denyCurrentBranch", "refuse");
        var other = _remote.Git("commit-tree", "-p", "main", "-m", "Other", "main^{tree}");
        _remote.Git("update-ref", "refs/heads/main", other);

        var refused = Publish("--push");
        _remote.Git("update-ref", "refs/heads/main", other + "^");
        var later = Publish("--push");

        var commit = _scratch.Git("rev-parse", "HEAD");
        Assert.Equal((5, 0), (refused.ExitCode, later.ExitCode));
        Assert.Contains("Run 'git pull --rebase' and 'meshgitops publish' again.", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"Committed to main: {commit} (was ", refused.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was pushed.", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"Pushed to main: {commit} (committed before)", later.Output, StringComparison.Ordinal);
        Assert.Equal(commit, _remote.Git("rev-parse", "main"));
    }

    [Fact]
    public void Commits_what_a_stopped_run_left_in_the_output_directory()
    {
        ChangeAddress("203.0.113.77", render: false);
        Run("render");

        var run = Publish();

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("", _scratch.Git("status", "--porcelain"));
    }

    [Fact]
    public void Refuses_an_uncommitted_source_unless_told()
    {
        _scratch.Files.Write("mesh/more.yaml", "a: 1\n").Write("build/tool.bin", "x");

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
        var tip = _scratch.Git("rev-parse", "rendered");
        _scratch.Git("checkout", "--quiet", "-b", "topic", "main~1");

        var older = Publish("--to", "branch");
        _scratch.Commit("Other");
        var other = Publish("--to", "branch");
        Assert.Equal(tip, _scratch.Git("rev-parse", "rendered"));
        var told = Publish("--to", "branch", "--allow-stale");

        AssertRefused("MGO6131", "A newer commit is published already.", older);
        AssertRefused("MGO6131", "Merge or rebase onto that commit", other);
        Assert.Equal(0, told.ExitCode);
        Assert.NotEqual(tip, _scratch.Git("rev-parse", "rendered"));
    }

    [Fact]
    public void Refuses_a_branch_with_files_of_others_unless_told()
    {
        _scratch.Git("branch", "rendered", "main");

        var refused = Publish("--to", "branch");
        var adopted = Publish("--to", "branch", "--adopt");

        AssertRefused("MGO6132", "Branch 'rendered' exists, and no 'hydrator.metadata' in it says that rendered files lie there.", refused);
        Assert.True(adopted.ExitCode == 0, adopted.Output);
        Assert.Contains("mesh", _scratch.Git("ls-tree", "--name-only", "rendered"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_the_branch_of_another_workspace()
    {
        Publish("--to", "branch");
        foreach (var path in new[] { "mesh/demo.yaml", "mesh/clusters/east.yaml", "mesh/clusters/west.yaml", "apps/east/hello.yaml", "apps/west/greeter.yaml", "meshgitops.yaml", "addresses.lock.yaml" })
        {
            _scratch.Files.Write($"other/{path}", _scratch.Files.Read(path));
        }

        _scratch.Commit("Another workspace");

        var run = CommandRun.In(_scratch.Root, "publish", "other", "--to", "branch");

        AssertRefused("MGO6133", "Branch 'rendered' is published from the workspace '.', and not from 'other'.", run);
    }

    [Fact]
    public void Refuses_what_was_edited_on_the_branch_unless_told()
    {
        Publish("--to", "branch");
        var file = _scratch.Git("ls-tree", "-r", "--name-only", "rendered", "clusters/west").Split('\n')[0];
        AddToBranch(file, "edited: true\n");
        ChangeAddress("203.0.113.77");

        var refused = Publish("--to", "branch");
        var told = Publish("--to", "branch", "--overwrite");

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains($" --> rendered:{file}", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, told.ExitCode);
        Assert.DoesNotContain("edited", _scratch.Git("show", $"rendered:{file}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_branch_that_is_checked_out()
    {
        Publish("--to", "branch");
        _scratch.Git("worktree", "add", "--quiet", _scratch.Files["worktree"], "rendered");
        ChangeAddress("203.0.113.77");

        AssertRefused("MGO6140", "Branch 'rendered' is checked out in '", Publish("--to", "branch"));
    }

    [Fact]
    public void Refuses_to_decide_addresses_that_nobody_committed()
    {
        File.Delete(_scratch.Files["addresses.lock.yaml"]);
        _scratch.Commit("Without the lock");

        var run = Publish("--to", "branch");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("addresses.lock.yaml would change:\n  + hello.demo.example.com: 240.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was published.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_on_where_a_local_publication_was_not_pushed()
    {
        Publish("--to", "branch");

        var run = Publish("--to", "branch", "--push");

        Assert.Contains("Pushed to rendered: " + _scratch.Git("rev-parse", "rendered") + " (new)", run.Output, StringComparison.Ordinal);
        Assert.Equal(_scratch.Git("rev-parse", "rendered"), _remote.Git("rev-parse", "rendered"));
    }

    [Fact]
    public void Publishes_a_commit_and_not_the_files_that_git_ignores()
    {
        _scratch.Files.Write(".gitignore", "secret.yaml\n").Write("mesh/secret.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Nonsense\n");
        _scratch.Commit("Ignore");

        Assert.Equal(0, Publish("--to", "branch").ExitCode);
    }

    [Fact]
    public void Signs_as_git_is_set_up_and_says_where_it_is_not()
    {
        _scratch.Git("config", "gpg.format", "ssh");
        var refused = Publish("--to", "branch", "--sign");
        AssertRefused("MGO6145", "cannot be signed, because git says: ", refused);
        Assert.Equal("", _scratch.Git("for-each-ref", "refs/heads/rendered", "refs/notes"));

        try
        {
            using var made = System.Diagnostics.Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", _scratch.Files[".git/key"]]);
            made.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return; // Without ssh-keygen git could not sign either.
        }

        _scratch.Git("config", "user.signingKey", _scratch.Files[".git/key"]);
        var signed = Publish("--to", "branch", "--sign", "--author", "Mesh Bot <bot@example.com>");

        Assert.True(signed.ExitCode == 0, signed.Output + signed.Error);
        var commit = _scratch.Git("cat-file", "commit", "refs/heads/rendered");
        Assert.Contains("\ngpgsig -----BEGIN SSH SIGNATURE-----\n", commit, StringComparison.Ordinal);
        Assert.Contains("\nauthor Mesh Bot <bot@example.com> ", commit, StringComparison.Ordinal);
        Assert.Contains("\ncommitter Tester <tester@example.com> ", commit, StringComparison.Ordinal);
        Assert.NotEmpty(_scratch.Git("notes", "--ref=hydrator.metadata", "show", "refs/heads/rendered"));
    }

    [Theory]
    [InlineData("clusters/east/gateway.yaml")]
    [InlineData(".meshgitops/west/inventory")]
    public void A_note_says_nothing_of_a_commit_on_top(string path)
    {
        Publish("--to", "branch");
        AddToBranch(path, "# meshgitops inventory 1\n");
        AddToBranch("notes.txt", "x");

        var run = Publish("--to", "branch", "--overwrite");

        Assert.True(run.ExitCode is 0 or 5, run.Output);
        Assert.DoesNotContain("is up to date", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_a_file_that_was_deleted_on_the_branch()
    {
        Publish("--to", "branch");
        var file = _scratch.Git("ls-tree", "-r", "--name-only", "refs/heads/rendered", "clusters/west").Split('\n')[0];
        RemoveFromBranch(file);

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("1 changed", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(_scratch.Git("ls-tree", "refs/heads/rendered", file));
    }

    [Fact]
    public void Says_that_a_proposal_holds_everything_already()
    {
        Publish("--to", "branch", "--push");
        ChangeAddress("203.0.113.77");
        Publish("--to", "branch", "--propose");

        Assert.Contains("Branch rendered-next holds this already; nothing was committed.", Publish("--to", "branch", "--propose").Output, StringComparison.Ordinal);
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

    private static void AssertRefused(string id, string text, CommandRun run)
    {
        Assert.Equal(5, run.ExitCode);
        Assert.Contains($"error[{id}]", run.Output, StringComparison.Ordinal);
        Assert.Contains(text, run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was published.", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A change of what is rendered, committed.</summary>
    private void ChangeAddress(string address, bool render = true)
    {
        var lines = _scratch.Files.Read("mesh/clusters/east.yaml").Split('\n')
            .Select(line => line.StartsWith("    - address: ", StringComparison.Ordinal) ? $"    - address: {address}" : line);
        _scratch.Files.Write("mesh/clusters/east.yaml", string.Join('\n', lines));
        if (render)
        {
            Run("render");
        }

        _scratch.Commit($"The gateway of east is {address}");
    }

    /// <summary>What somebody else commits on the branch of the output.</summary>
    private void AddToBranch(string path, string text) =>
        ChangeBranch("--add", "--cacheinfo", $"100644,{_scratch.GitWith(text, "hash-object", "-w", "--stdin")},{path}");

    private void RemoveFromBranch(string path) => ChangeBranch("--force-remove", path);

    private void ChangeBranch(params string[] change)
    {
        var indexed = $"alias.indexed=!GIT_INDEX_FILE={_scratch.Root}/.git/other-index git";
        _scratch.Git("-c", indexed, "indexed", "read-tree", "rendered");
        _scratch.Git(["-c", indexed, "indexed", "update-index", .. change]);
        var tree = _scratch.Git("-c", indexed, "indexed", "write-tree");
        _scratch.Git("update-ref", "refs/heads/rendered", _scratch.Git("commit-tree", "-p", "rendered", "-m", "Other", tree));
    }

    private CommandRun Publish(params string[] options) => Run(["publish", .. options]);

    private CommandRun Run(params string[] arguments) => CommandRun.In(_scratch.Root, arguments);
}
