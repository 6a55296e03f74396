namespace MeshGitOps.EndToEnd.Git;

/// <summary>Publishing to a real remote: over git and http, with a password, a protected branch, and somebody who pushes first.</summary>
public sealed class PublishRemoteTests : IDisposable
{
    private const string Token = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly ScratchRepository _source = new();
    private readonly ScratchRepository _remote = ScratchRepository.Bare();

    public PublishRemoteTests() => FleetSource.Commit(_source, "", "cart");

    public void Dispose()
    {
        _source.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void Pushes_over_git_and_makes_no_commit_where_nothing_changed()
    {
        using var daemon = GitDaemon.Serve(_remote);

        AssertPublished(Publish(daemon.Url));
        AssertPublished(Publish(daemon.Url));

        Assert.Equal("1", _remote.Git("rev-list", "--count", "rendered"));
        AssertPublishedTree();
    }

    [Fact]
    public void Pushes_over_http()
    {
        using var server = GitHttpServer.Serve(_remote);

        AssertPublished(Publish(server.Url));

        AssertPublishedTree();
    }

    [Fact]
    public void A_credential_in_the_address_is_used_and_never_shown()
    {
        using var server = GitHttpServer.Serve(_remote, $"user:{Token}");
        _source.Git("remote", "add", "origin", server.UrlWith($"user:{Token}"));

        var run = _source.Run("publish", "--to", "branch", "--push");

        AssertPublished(run);
        Assert.DoesNotContain(Token, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, _remote.Git("log", "--all", "--format=raw", "-p"), StringComparison.Ordinal);
        AssertPublishedTree();
    }

    [Fact]
    public void A_wrong_credential_is_reported_and_never_shown()
    {
        using var server = GitHttpServer.Serve(_remote, "user:other");

        var run = Publish(server.UrlWith($"user:{Token}"));

        AssertRefused("MGO6136", run);
        Assert.DoesNotContain(Token, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal("", _remote.Git("for-each-ref"));
    }

    [Fact]
    public void A_remote_that_does_not_answer_is_reported()
    {
        string url;
        using (var daemon = GitDaemon.Serve(_remote))
        {
            url = daemon.Url;
        }

        AssertRefused("MGO6136", Publish(url));
    }

    [Fact]
    public void A_protected_branch_refuses_and_a_proposal_goes_through()
    {
        using var daemon = GitDaemon.Serve(_remote);
        _remote.Hook("pre-receive", ServerHooks.Protect("refs/heads/rendered"));

        var refused = Publish(daemon.Url);
        var proposed = Publish(daemon.Url, "--propose");

        AssertRefused("MGO6135", refused);
        AssertPublished(proposed);
        Assert.Contains("refs/heads/rendered-next", _remote.Git("for-each-ref", "--format=%(refname)"), StringComparison.Ordinal);
        Assert.DoesNotContain("refs/heads/rendered\n", _remote.Git("for-each-ref", "--format=%(refname)") + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_who_pushes_first_is_kept()
    {
        using var daemon = GitDaemon.Serve(_remote);
        AssertPublished(Publish(daemon.Url));
        _remote.Hook("update", ServerHooks.MoveFirst("refs/heads/rendered", times: 2));
        FleetSource.WriteService(_source.Root, "", "cart", 8001);
        _source.Commit();

        AssertPublished(Publish(daemon.Url));

        Assert.Equal(2, _remote.Git("log", "--format=%s", "rendered").Split('\n').Count(subject => subject == "Somebody else"));
        Assert.Equal("4", _remote.Git("rev-list", "--count", "rendered"));
        AssertPublishedTree();
    }

    [Fact]
    public void Somebody_who_always_pushes_first_wins_in_the_end()
    {
        using var daemon = GitDaemon.Serve(_remote);
        AssertPublished(Publish(daemon.Url));
        _remote.Hook("update", ServerHooks.MoveFirst("refs/heads/rendered", times: 1000));
        FleetSource.WriteService(_source.Root, "", "cart", 8001);
        _source.Commit();

        AssertRefused("MGO6134", Publish(daemon.Url, "--attempts", "3"));

        Assert.Equal(3, _remote.Git("log", "--format=%s", "rendered").Split('\n').Count(subject => subject == "Somebody else"));
    }

    private ProgramRun Publish(string remote, params string[] more) => _source.Run(["publish", "--to", "branch", "--push", "--remote", remote, .. more]);

    private void AssertPublishedTree()
    {
        _source.Git("fetch", "--quiet", _remote.Root, "+rendered:refs/heads/seen");
        Assert.Equal(_source.Git("rev-parse", "HEAD"), PublishedCommit.DrySha(_source, "seen"));
        PublishedCommit.AssertRendersToItsTree(_source, "seen");
    }

    private static void AssertPublished(ProgramRun run) => Assert.True(run.ExitCode == 0, $"exit {run.ExitCode}: {run.Output}{run.Error}");

    private static void AssertRefused(string id, ProgramRun run)
    {
        Assert.True(run.ExitCode == 5, $"exit {run.ExitCode}: {run.Output}{run.Error}");
        Assert.Contains(id, run.Output + run.Error, StringComparison.Ordinal);
    }
}
