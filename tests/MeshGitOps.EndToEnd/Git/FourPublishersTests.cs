using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>
/// Four publishers with a clone each change a service of their own, push the source and publish, again and again, to one remote.
/// <c>MESHGITOPS_PUBLISH_SECONDS</c> says for how long; each makes at least one round.
/// </summary>
public sealed class FourPublishersTests(ITestOutputHelper output) : IDisposable
{
    private const int Publishers = 4;
    private const int MaxTries = 200;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("MESHGITOPS_PUBLISH_SECONDS") ?? "4", NumberStyles.None, CultureInfo.InvariantCulture));

    private readonly ScratchRepository _source = new();
    private readonly ScratchRepository _remote = ScratchRepository.Bare();

    public void Dispose()
    {
        _source.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public async Task None_loses_a_commit_of_another()
    {
        using var daemon = GitDaemon.Serve(_remote);
        FleetSource.Commit(_source, "", [.. Enumerable.Range(0, Publishers).Select(Service)]);
        _source.Git("remote", "add", "origin", daemon.Url);
        _source.Git("push", "--quiet", "origin", "main");

        var watch = Stopwatch.StartNew();
        var rounds = await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(() => PublishInALoop(publisher, daemon.Url, watch))));

        _source.Git("fetch", "--quiet", "origin", "+main:refs/heads/final", "+rendered:refs/heads/seen");
        var commits = _source.Git("rev-list", "seen").Split('\n');
        output.WriteLine($"{string.Join(" + ", rounds)} rounds made {commits.Length} published commits in {watch.Elapsed.TotalSeconds:F0} s.");
        Assert.All(commits, commit => PublishedCommit.AssertRendersToItsTree(_source, commit));
        Assert.Equal(_source.Git("rev-parse", "final"), PublishedCommit.DrySha(_source, "seen"));
        for (var publisher = 0; publisher < Publishers; publisher++)
        {
            var port = (8000 + rounds[publisher]).ToString(CultureInfo.InvariantCulture);
            Assert.Contains(port, _source.Git("grep", "-h", "-w", port, "seen", "--", $"clusters/*{Service(publisher)}*"), StringComparison.Ordinal);
        }

        Assert.Equal(commits.Length, commits.Select(commit => PublishedCommit.DrySha(_source, commit)).Distinct().Count());
    }

    [Fact]
    public async Task Two_in_one_repository_lose_nothing()
    {
        FleetSource.Commit(_source, "", "cart");
        for (var round = 1; round <= 3; round++)
        {
            var sources = new List<string>();
            for (var step = 0; step < 2; step++)
            {
                FleetSource.WriteService(_source.Root, "", "cart", 8000 + (2 * round) + step);
                sources.Add(_source.Commit());
            }

            var runs = await Task.WhenAll(sources.Select(source => Task.Run(() => _source.Run("publish", "--to", "branch", "--source", source))));

            Assert.True(runs[1].ExitCode == 0, runs[1].Output + runs[1].Error);
            Assert.True(runs[0].ExitCode == 0 || runs[0].Output.Contains("MGO6131", StringComparison.Ordinal), runs[0].Output + runs[0].Error);
            Assert.Equal(sources[1], PublishedCommit.DrySha(_source, "rendered"));
        }

        var commits = _source.Git("rev-list", "rendered").Split('\n');
        output.WriteLine($"6 sources made {commits.Length} published commits.");
        Assert.All(commits, commit => PublishedCommit.AssertRendersToItsTree(_source, commit));
        Assert.Equal(commits.Length, commits.Select(commit => PublishedCommit.DrySha(_source, commit)).Distinct().Count());
    }

    private static string Service(int publisher) => $"service-{(char)('a' + publisher)}";

    private int PublishInALoop(int publisher, string url, Stopwatch watch)
    {
        var clone = _source.Beside($"publisher-{publisher}");
        _source.GitIn(_source.Root, "clone", "--quiet", "--branch=main", url, clone);
        var rounds = 0;
        do
        {
            rounds++;
            FleetSource.WriteService(clone, "", Service(publisher), 8000 + rounds);
            _source.GitIn(clone, "commit", "--quiet", "--all", "--message", $"{Service(publisher)} {rounds}");
            PushSource(clone);
            Publish(clone);
        }
        while (watch.Elapsed < Duration);
        return rounds;
    }

    private void PushSource(string clone)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            Pull(clone);
            if (_source.TryGitIn(clone, "push", "--quiet", "origin", "HEAD:main").ExitCode == 0)
            {
                return;
            }
        }

        Assert.Fail("The source could never be pushed.");
    }

    /// <summary>Somebody may have published a newer source meanwhile: that holds this change too, and a pull shows it.</summary>
    private void Publish(string clone)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var run = _source.RunIn(clone, "publish", "--to", "branch", "--push", "--attempts", "100");
            if (run.ExitCode == 0)
            {
                return;
            }

            Assert.True(run.ExitCode == 5, $"exit {run.ExitCode}: {run.Output}{run.Error}");
            Assert.Matches("MGO6131|MGO6143", run.Output + run.Error);
            Pull(clone);
        }

        Assert.Fail("The source was stale again and again.");
    }

    private void Pull(string clone)
    {
        _source.GitIn(clone, "fetch", "--quiet", "origin", "main");
        _source.GitIn(clone, "rebase", "--quiet", "FETCH_HEAD");
    }
}
