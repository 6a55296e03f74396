using System.Net.Sockets;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>The remotes that other tests push to, as they are themselves.</summary>
public sealed class RemoteTests : IDisposable
{
    private readonly ScratchRepository _local = new();
    private readonly ScratchRepository _remote = ScratchRepository.Bare();

    public void Dispose()
    {
        _local.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void A_daemon_takes_a_push_and_gives_a_clone()
    {
        using var daemon = GitDaemon.Serve(_remote);

        AssertPushAndClone(daemon.Url);
    }

    [Fact]
    public void A_daemon_is_gone_afterwards()
    {
        Uri url;
        using (var daemon = GitDaemon.Serve(_remote))
        {
            url = new Uri(daemon.Url);
        }

        using var client = new TcpClient();
        Assert.Throws<SocketException>(() => client.Connect(url.Host, url.Port));
    }

    [Fact]
    public void An_http_server_takes_a_push_and_gives_a_clone()
    {
        using var server = GitHttpServer.Serve(_remote);

        AssertPushAndClone(server.Url);
        Assert.Contains(server.Requests, request => request.StartsWith("POST /remote.git/git-receive-pack", StringComparison.Ordinal));
    }

    [Fact]
    public void An_http_server_takes_a_push_larger_than_one_block()
    {
        using var server = GitHttpServer.Serve(_remote);
        var random = new Random(1);
        var bytes = new byte[3 * 1024 * 1024];
        random.NextBytes(bytes);
        _local.Write("large.bin", Convert.ToBase64String(bytes));

        AssertPushAndClone(server.Url);
    }

    [Fact]
    public void An_http_server_with_a_password_lets_nobody_else_in()
    {
        using var server = GitHttpServer.Serve(_remote, "user:fake-token");
        _local.Commit();

        Assert.NotEqual(0, _local.TryGit("push", server.Url, "main").ExitCode);
        Assert.NotEqual(0, _local.TryGit("push", server.UrlWith("user:wrong"), "main").ExitCode);
        Assert.All(server.Requests, request => Assert.EndsWith(" 401", request, StringComparison.Ordinal));
        AssertPushAndClone(server.UrlWith("user:fake-token"));
    }

    [Fact]
    public void A_protected_branch_refuses_a_push()
    {
        _remote.Hook("pre-receive", ServerHooks.Protect("refs/heads/main"));
        using var daemon = GitDaemon.Serve(_remote);
        _local.Commit();

        var refused = _local.TryGit("push", daemon.Url, "main");
        var taken = _local.TryGit("push", daemon.Url, "main:other");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("protected", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, taken.ExitCode);
    }

    [Fact]
    public void Somebody_else_can_be_faster_between_fetch_and_push()
    {
        using var daemon = GitDaemon.Serve(_remote);
        _local.Commit();
        _local.Git("push", "--quiet", daemon.Url, "main");
        _remote.Hook("update", ServerHooks.MoveFirst("refs/heads/main", times: 1));
        _local.Commit();

        var first = _local.TryGit("push", daemon.Url, "main");
        var moved = _remote.Git("log", "-1", "--format=%s", "main");
        _local.Git("fetch", "--quiet", daemon.Url, "main");
        _local.Git("rebase", "--quiet", "FETCH_HEAD");
        var second = _local.TryGit("push", daemon.Url, "main");

        Assert.NotEqual(0, first.ExitCode);
        Assert.Equal("Somebody else", moved);
        Assert.True(second.ExitCode == 0, second.Error);
    }

    private void AssertPushAndClone(string url)
    {
        var commit = _local.Write("a.yaml", "a: 1\n").Commit();
        _local.Git("push", "--quiet", url, "main");
        Assert.Equal(commit, _remote.Git("rev-parse", "refs/heads/main"));

        _local.Git("clone", "--quiet", "--branch=main", url, _local.Beside("clone"));
        Assert.Equal("a: 1\n", File.ReadAllText(_local.Beside("clone", "a.yaml")));
    }
}
