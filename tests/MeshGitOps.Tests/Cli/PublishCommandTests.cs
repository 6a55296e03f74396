using System.Text.Json;

namespace MeshGitOps.Tests.Cli;

/// <summary>Publications between real repositories on this disk.</summary>
public sealed class PublishCommandTests : PublishedWorkspace
{
    [Fact]
    public void Commits_the_rendered_tree_to_a_branch_and_touches_nothing_else()
    {
        Scratch.Files.Write("staged.txt", "x");
        Scratch.Git("add", "staged.txt");
        var before = Scratch.Files.Snapshot().Where(file => !file.StartsWith(".git/", StringComparison.Ordinal)).ToArray();

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(before, Scratch.Files.Snapshot().Where(file => !file.StartsWith(".git/", StringComparison.Ordinal)).ToArray());
        Assert.Equal("A  staged.txt", Scratch.Git("status", "--porcelain"));
        Assert.Equal(
            Scratch.Git("rev-parse", "main:rendered/clusters", "main:rendered/.meshgitops"),
            Scratch.Git("rev-parse", "rendered:clusters", "rendered:.meshgitops"));
        Assert.Equal(
            [".gitattributes", ".meshgitops", "README.md", "clusters", "hydrator.metadata"],
            Scratch.Git("ls-tree", "--name-only", "rendered").Split('\n').Order(StringComparer.Ordinal));
        Assert.Contains("Committed to rendered: " + Scratch.Git("rev-parse", "rendered"), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_it_comes_from_whatever_the_subject_holds()
    {
        var source = Scratch.Commit("Say \"it\" {sha}\n\nMeshgitops-source-commit: forged\n\nArgocd-reference-commit-sha: abc\nArgocd-reference-commit-body: \"a\\nb\"\n");

        Publish("--to", "branch", "--message", "{subject} of {branch} by {version}");

        var message = Scratch.Git("log", "-1", "--format=%B", "rendered", "--").Split('\n');
        Assert.StartsWith("Say \"it\" {sha} of rendered by ", message[0], StringComparison.Ordinal);
        Assert.Equal([source], Scratch.Git("log", "-1", "--format=%(trailers:key=Meshgitops-source-commit,valueonly)", "rendered", "--").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var metadata = JsonDocument.Parse(Scratch.Git("show", "rendered:hydrator.metadata")).RootElement;
        Assert.Equal(source, metadata.GetProperty("drySha").GetString());
        Assert.Equal("Say \"it\" {sha}", metadata.GetProperty("subject").GetString());
        Assert.Equal("Tester <tester@example.com>", metadata.GetProperty("author").GetString());
        Assert.Equal("Meshgitops-source-commit: forged", metadata.GetProperty("body").GetString());
        var reference = metadata.GetProperty("references")[0].GetProperty("commit");
        Assert.Equal(("abc", "a\nb"), (reference.GetProperty("sha").GetString(), reference.GetProperty("body").GetString()));
        var note = JsonDocument.Parse(Scratch.Git("notes", "--ref=hydrator.metadata", "show", "rendered")).RootElement;
        Assert.Equal(source, note.GetProperty("drySha").GetString());
        Assert.Matches("^sha256:[0-9a-f]{64}$", note.GetProperty("outputDigest").GetString());
    }

    [Fact]
    public void Commits_nothing_where_the_tree_stays_but_notes_the_source()
    {
        Publish("--to", "branch", "--push");
        var tip = Remote.Git("rev-parse", "rendered");
        Scratch.Files.Write("notes.txt", "x");
        var source = Scratch.Commit();

        var run = Publish("--to", "branch", "--push");
        var notes = Remote.Git("rev-parse", "refs/notes/hydrator.metadata");
        var third = Publish("--to", "branch", "--push");

        Assert.Equal((0, 0), (run.ExitCode, third.ExitCode));
        Assert.Contains("Branch rendered is up to date, ", run.Output, StringComparison.Ordinal);
        Assert.Equal(tip, Remote.Git("rev-parse", "rendered"));
        Assert.Contains(source, Remote.Git("notes", "--ref=hydrator.metadata", "show", tip), StringComparison.Ordinal);
        Assert.Equal(notes, Remote.Git("rev-parse", "refs/notes/hydrator.metadata"));
    }

    [Fact]
    public void Deletes_what_is_no_longer_rendered_and_keeps_the_files_of_others()
    {
        Publish("--to", "branch");
        AddToBranch("clusters/west/theirs.yaml", "a: 1\n");
        AddToBranch("README.md", "Ours.\n");
        Scratch.Files.Write("mesh/demo.yaml", Scratch.Files.Read("mesh/demo.yaml") + "  services:\n    exclude: [hello]\n");
        Run("render");
        Scratch.Commit("Without hello");

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("a: 1", Scratch.Git("show", "rendered:clusters/west/theirs.yaml"));
        Assert.Equal("Ours.", Scratch.Git("show", "rendered:README.md"));
        Assert.DoesNotContain("hello.demo.example.com", Scratch.Git("ls-tree", "-r", "--name-only", "rendered"), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_branch_for_each_cluster()
    {
        var run = Publish("--branch", "env/{cluster}", "--push");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("refs/heads/env/east\nrefs/heads/env/west", Remote.Git("for-each-ref", "--format=%(refname)", "refs/heads"));
        Assert.Equal("west", Remote.Git("ls-tree", "--name-only", "env/west:clusters"));
        Assert.Equal("west", Remote.Git("ls-tree", "--name-only", "env/west:.meshgitops"));
        Assert.Equal(0, Publish("--branch", "env/{cluster}", "--push").ExitCode);
        Assert.Equal("1", Remote.Git("rev-list", "--count", "env/west"));
    }

    [Fact]
    public void Proposes_on_a_branch_of_its_own_until_it_is_merged()
    {
        Publish("--to", "branch", "--push");
        var published = Remote.Git("rev-parse", "rendered");
        ChangeAddress("203.0.113.77");
        Publish("--to", "branch", "--propose");
        var first = Remote.Git("rev-parse", "rendered-next");
        Assert.Equal(published, Remote.Git("rev-parse", "rendered-next~1"));

        // The same manifests from another commit are proposed already.
        Scratch.Files.Write("notes.txt", "x");
        Scratch.Commit();
        Publish("--to", "branch", "--propose");
        Assert.Equal(first, Remote.Git("rev-parse", "rendered-next"));

        // Taken back before it was merged: the proposal holds what is published.
        ChangeAddress("192.0.2.10");
        var back = Publish("--to", "branch", "--propose");
        Assert.True(back.ExitCode == 0, back.Output + back.Error);
        Assert.Equal(Remote.Git("rev-parse", "rendered:clusters"), Remote.Git("rev-parse", "rendered-next:clusters"));
        Assert.Equal(first, Remote.Git("rev-parse", "rendered-next~1"));
        Assert.Equal(published, Remote.Git("rev-parse", "rendered"));
    }

    [Fact]
    public void Commits_the_output_directory_and_leaves_what_else_is_staged()
    {
        ChangeAddress("203.0.113.77", render: false);
        Scratch.Files.Write("staged.txt", "x");
        Scratch.Git("add", "staged.txt");

        var run = Publish("--push");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("A  staged.txt", Scratch.Git("status", "--porcelain"));
        Assert.All(Scratch.Git("show", "--format=", "--name-only", "HEAD").Split('\n'), path => Assert.StartsWith("rendered/", path, StringComparison.Ordinal));
        Assert.Equal(Scratch.Git("rev-parse", "HEAD"), Remote.Git("rev-parse", "main"));
        Assert.Contains("rendered/ is up to date", Publish("--push").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Commits_what_a_stopped_run_left_in_the_output_directory()
    {
        ChangeAddress("203.0.113.77", render: false);
        Run("render");

        var run = Publish();

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("", Scratch.Git("status", "--porcelain"));
    }

    [Fact]
    public void Goes_on_where_a_local_publication_was_not_pushed()
    {
        Publish("--to", "branch");

        var run = Publish("--to", "branch", "--push");

        Assert.Contains("Pushed to rendered: " + Scratch.Git("rev-parse", "rendered") + " (new)", run.Output, StringComparison.Ordinal);
        Assert.Equal(Scratch.Git("rev-parse", "rendered"), Remote.Git("rev-parse", "rendered"));
    }

    [Fact]
    public void Publishes_a_commit_and_not_the_files_that_git_ignores()
    {
        Scratch.Files.Write(".gitignore", "secret.yaml\n").Write("mesh/secret.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Nonsense\n");
        Scratch.Commit("Ignore");

        Assert.Equal(0, Publish("--to", "branch").ExitCode);
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
        var file = Scratch.Git("ls-tree", "-r", "--name-only", "refs/heads/rendered", "clusters/west").Split('\n')[0];
        RemoveFromBranch(file);

        var run = Publish("--to", "branch");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("1 changed", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Scratch.Git("ls-tree", "refs/heads/rendered", file));
    }

    [Fact]
    public void Says_that_a_proposal_holds_everything_already()
    {
        Publish("--to", "branch", "--push");
        ChangeAddress("203.0.113.77");
        Publish("--to", "branch", "--propose");

        Assert.Contains("Branch rendered-next holds this already; nothing was committed.", Publish("--to", "branch", "--propose").Output, StringComparison.Ordinal);
    }
}
