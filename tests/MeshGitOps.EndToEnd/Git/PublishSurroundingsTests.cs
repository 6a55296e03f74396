using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>Repositories and disks that are not as usual: a publication works there, or says what to do and leaves everything as it was.</summary>
public sealed class PublishSurroundingsTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchRepository _source = new();
    private readonly ScratchRepository _remote = ScratchRepository.Bare();

    public void Dispose()
    {
        _source.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void Publishes_to_a_branch_and_leaves_the_working_tree_the_index_and_the_hooks_alone()
    {
        var commit = FleetSource.Commit(_source, "", "cart");
        _source.Hook("pre-commit", $"touch '{_source.Beside("ran")}'");
        _source.Hook("reference-transaction", $"touch '{_source.Beside("ran")}'");
        _source.Hook("post-commit", $"touch '{_source.Beside("ran")}'");
        _source.Write("staged.txt", "staged");
        _source.Git("add", "staged.txt");
        _source.Write("untracked.txt", "untracked");
        File.Delete(_source.Beside("ran"));
        var before = (_source.Git("status", "--porcelain"), _source.Git("rev-parse", "HEAD"), _source.Git("symbolic-ref", "HEAD"));

        AssertPublished(_source.Run("publish", "--to", "branch"));

        Assert.Equal(before, (_source.Git("status", "--porcelain"), _source.Git("rev-parse", "HEAD"), _source.Git("symbolic-ref", "HEAD")));
        Assert.False(File.Exists(_source.Beside("ran")));
        Assert.Equal(commit, PublishedCommit.DrySha(_source, "rendered"));
        PublishedCommit.AssertRendersToItsTree(_source, "rendered");
    }

    [Fact]
    public void What_is_ignored_or_not_committed_does_not_slip_in()
    {
        FleetSource.Commit(_source, "", "cart");
        _source.Write(".gitignore", "ignored.yaml\n").Commit();
        FleetSource.WriteService(_source.Root, "", "ignored", 8000);
        AssertPublished(_source.Run("publish", "--to", "branch"));

        FleetSource.WriteService(_source.Root, "", "cart", 9999);
        var dirty = _source.Run("publish", "--to", "branch");
        var allowed = _source.Run("publish", "--to", "branch", "--allow-dirty");

        AssertRefused("MGO6130", dirty);
        AssertPublished(allowed);
        Assert.DoesNotContain("ignored", _source.Git("ls-tree", "-r", "--name-only", "rendered"), StringComparison.Ordinal);
        Assert.Equal("1", _source.Git("rev-list", "--count", "rendered"));
    }

    [Fact]
    public void A_missing_identity_is_reported()
    {
        FleetSource.Commit(_source, "", "cart");
        foreach (var name in new[] { "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL" })
        {
            _source.Environment[name] = "";
        }

        _source.Environment["EMAIL"] = "";
        var unknown = _source.Run("publish", "--to", "branch");
        var given = _source.Run("publish", "--to", "branch", "--author", "Robot <robot@example.com>");

        AssertRefused("MGO6137", unknown);
        AssertPublished(given);
        Assert.Equal("Robot <robot@example.com>", _source.Git("log", "-1", "--format=%an <%ae>", "rendered"));
    }

    [Fact]
    public void A_detached_head_is_no_place_for_the_output_directory_and_good_enough_for_a_branch()
    {
        var commit = FleetSource.Commit(_source, "", "cart");
        _source.Git("checkout", "--quiet", "--detach");

        AssertRefused("MGO6138", _source.Run("publish", "--to", "directory"));
        Assert.Equal(commit, _source.Git("rev-parse", "HEAD"));
        AssertPublished(_source.Run("publish", "--to", "branch"));
        PublishedCommit.AssertRendersToItsTree(_source, "rendered");
    }

    [Fact]
    public void A_shallow_clone_is_told_what_to_fetch()
    {
        FleetSource.Commit(_source, "", "cart");
        _source.Git("remote", "add", "origin", _remote.Root);
        _source.Git("push", "--quiet", "origin", "main");
        AssertPublished(_source.Run("publish", "--to", "branch", "--push"));
        FleetSource.WriteService(_source.Root, "", "cart", 8001);
        var newest = _source.Commit();
        _source.Git("push", "--quiet", "origin", "main");
        using var daemon = GitDaemon.Serve(_remote);
        var clone = _source.Beside("shallow");
        _source.Git("clone", "--quiet", "--depth=1", "--branch=main", daemon.Url, clone);

        AssertRefused("MGO6143", _source.RunIn(clone, "publish", "--to", "branch", "--push"));
        _source.GitIn(clone, "fetch", "--quiet", "--unshallow");
        AssertPublished(_source.RunIn(clone, "publish", "--to", "branch", "--push"));

        Assert.Equal(newest, PublishedCommit.DrySha(_remote, "rendered"));
        PublishedCommit.AssertRendersToItsTree(_remote, "rendered");
    }

    [Fact]
    public void A_first_publication_from_a_shallow_clone_works()
    {
        FleetSource.Commit(_source, "", "cart");
        _source.Write("more.txt", "x").Commit();
        _source.Git("push", "--quiet", _remote.Root, "main");
        using var daemon = GitDaemon.Serve(_remote);
        var clone = _source.Beside("shallow");
        _source.Git("clone", "--quiet", "--depth=1", "--branch=main", daemon.Url, clone);

        AssertPublished(_source.RunIn(clone, "publish", "--to", "branch", "--push"));

        PublishedCommit.AssertRendersToItsTree(_remote, "rendered");
    }

    [Fact]
    public void A_submodule_is_passed_over_with_a_warning_and_publishes_by_itself()
    {
        FleetSource.Commit(_source, "", "cart");
        using var outer = new ScratchRepository("outer");
        FleetSource.Commit(outer, "", "users");
        outer.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", _source.Root, "apps/east/module");
        outer.Commit();

        var run = outer.Run("publish", "--to", "branch");
        var inner = outer.RunIn(Path.Combine(outer.Root, "apps/east/module"), "publish", "--to", "branch");

        AssertPublished(run);
        Assert.Contains("MGO6151", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cart", outer.Git("ls-tree", "-r", "--name-only", "rendered"), StringComparison.Ordinal);
        AssertPublished(inner);
        Assert.Contains("cart", outer.GitIn(Path.Combine(outer.Root, "apps/east/module"), "ls-tree", "-r", "--name-only", "rendered"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_linked_worktree_publishes_and_is_not_moved_under()
    {
        FleetSource.Commit(_source, "", "cart");
        var linked = _source.Beside("linked");
        _source.Git("worktree", "add", "--quiet", "-b", "topic", linked);

        AssertPublished(_source.RunIn(linked, "publish", "--to", "branch"));
        PublishedCommit.AssertRendersToItsTree(_source, "rendered");

        _source.Git("worktree", "add", "--quiet", _source.Beside("checked-out"), "rendered");
        FleetSource.WriteService(_source.Root, "", "cart", 8001);
        _source.Commit();
        AssertRefused("MGO6140", _source.Run("publish", "--to", "branch"));
        AssertPublished(_source.RunIn(linked, "publish", "--to", "directory"));
        Assert.Equal("", _source.GitIn(linked, "status", "--porcelain"));
    }

    [Fact]
    public void A_bare_repository_publishes_to_a_branch_only()
    {
        FleetSource.Commit(_source, "", "cart");
        _source.Git("push", "--quiet", _remote.Root, "main");

        AssertRefused("MGO6139", _remote.Run("publish", "--to", "directory"));
        AssertPublished(_remote.Run("publish", "--to", "branch"));

        PublishedCommit.AssertRendersToItsTree(_remote, "rendered");
    }

    [Fact]
    public void A_sha256_repository_publishes_and_pushes()
    {
        using var source = new ScratchRepository("sha256", "--object-format=sha256");
        using var remote = ScratchRepository.Bare("--object-format=sha256");
        using var daemon = GitDaemon.Serve(remote);
        var commit = FleetSource.Commit(source, "", "cart");

        AssertPublished(source.Run("publish", "--to", "branch", "--push", "--remote", daemon.Url));
        AssertPublished(source.Run("publish", "--to", "directory"));

        Assert.Equal(64, commit.Length);
        source.Git("fetch", "--quiet", daemon.Url, "rendered:refs/heads/seen");
        Assert.Equal(commit, PublishedCommit.DrySha(source, "seen"));
        PublishedCommit.AssertRendersToItsTree(source, "seen");
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("directory")]
    public void A_path_with_spaces_and_letters_of_other_languages_works(string to)
    {
        using var source = new ScratchRepository("Büro Ordner/mesh 日本 'it\"s'");
        using var remote = new ScratchRepository("entferntes repo ü.git", "--bare");
        FleetSource.Commit(source, "team ä/mesh specs", "cart");
        source.Git("remote", "add", "origin", remote.Root);

        AssertPublished(source.RunIn(Path.Combine(source.Root, "team ä/mesh specs"), "publish", "--to", to, "--push"));
        AssertPublished(source.RunIn(source.Root, "publish", "team ä/mesh specs", "--to", to, "--push"));

        Assert.Contains("cart", remote.Git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", to == "branch" ? "rendered" : "main"), StringComparison.Ordinal);
        if (to == "branch")
        {
            source.Git("fetch", "--quiet", "origin", "rendered:refs/heads/seen");
            PublishedCommit.AssertRendersToItsTree(source, "seen", "team ä/mesh specs");
            Assert.Equal("1", remote.Git("rev-list", "--count", "rendered"));
        }
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("directory")]
    public void No_space_leaves_everything_as_it_was(string to)
    {
        FleetSource.Commit(_source, "", "cart");
        using var disk = SmallDisk.TryMount(_source.Beside("disk"), "2m", out var reason);
        if (disk is null)
        {
            output.WriteLine($"Skipped: there is no small disk, because {reason}.");
            return;
        }

        var clone = _source.Beside("disk", "clone");
        _source.Git("clone", "--quiet", "--template=", "--no-hardlinks", _source.Root, clone);
        AssertPublished(_source.RunIn(clone, "publish", "--to", to));
        var branch = to == "branch" ? "rendered" : "main";
        FleetSource.WriteService(clone, "", "cart", 8001);
        _source.GitIn(clone, "commit", "--quiet", "--all", "-m", "Change");
        var before = _source.GitIn(clone, "rev-parse", branch);
        var filler = disk.Fill();

        var full = _source.RunIn(clone, "publish", "--to", to);
        var after = _source.GitIn(clone, "rev-parse", branch);
        File.Delete(filler);
        var next = _source.RunIn(clone, "publish", "--to", to);

        Assert.NotEqual(0, full.ExitCode);
        Assert.NotEqual(70, full.ExitCode);
        Assert.True(Regex.IsMatch(full.Output + full.Error, "[Nn]o space left|[Oo]ut of disk ?space|disk is full"), full.Output + full.Error);
        Assert.Equal(before, after);
        AssertPublished(next);
        _source.GitIn(clone, "fsck", "--no-progress", "--no-dangling");
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("directory")]
    public void A_read_only_folder_is_reported(string to)
    {
        FleetSource.Commit(_source, "", "cart");
        using var disk = SmallDisk.TryMount(_source.Beside("disk"), "8m", out var reason);
        if (disk is null)
        {
            output.WriteLine($"Skipped: there is no small disk, because {reason}.");
            return;
        }

        var clone = _source.Beside("disk", "clone");
        _source.Git("clone", "--quiet", "--template=", "--no-hardlinks", _source.Root, clone);
        disk.MakeReadOnly();

        var refused = _source.RunIn(clone, "publish", "--to", to);
        disk.MakeWritable();

        Assert.NotEqual(0, refused.ExitCode);
        Assert.NotEqual(70, refused.ExitCode);
        Assert.Contains("ead-only", refused.Output + refused.Error, StringComparison.Ordinal);
        AssertPublished(_source.RunIn(clone, "publish", "--to", to));
    }

    private static void AssertPublished(ProgramRun run) => Assert.True(run.ExitCode == 0, $"exit {run.ExitCode}: {run.Output}{run.Error}");

    private static void AssertRefused(string id, ProgramRun run)
    {
        Assert.True(run.ExitCode == 5, $"exit {run.ExitCode}: {run.Output}{run.Error}");
        Assert.Contains(id, run.Output + run.Error, StringComparison.Ordinal);
    }
}
