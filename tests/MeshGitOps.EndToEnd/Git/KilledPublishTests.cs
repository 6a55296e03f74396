using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>
/// Publications killed at random moments, alone or with the git they started: the branch is at the old commit or at the new one.
/// <c>MESHGITOPS_PUBLISH_KILLS</c> says how many.
/// </summary>
public sealed class KilledPublishTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Whole runs are this seldom: each costs as much as the one that is killed.</summary>
    private const int RunsBetweenChecks = 5;

    /// <summary>From the first byte that git writes to the end, of the whole time of a run.</summary>
    private const double ShareOfChange = 0.5;

    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("MESHGITOPS_PUBLISH_KILLS") ?? "10", NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Of each of the three tests.</summary>
    private static readonly int Share = (Kills + 2) / 3;

    private readonly ScratchRepository _source = new();
    private readonly ScratchRepository _remote = ScratchRepository.Bare();

    public void Dispose()
    {
        _source.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void The_local_branch_is_old_or_new() => KillAgainAndAgain(_source, []);

    [Fact]
    public void The_remote_branch_is_old_or_new()
    {
        using var daemon = GitDaemon.Serve(_remote);
        KillAgainAndAgain(_remote, ["--push", "--remote", daemon.Url]);
    }

    /// <summary>Here the working tree is written too, which the next run finishes.</summary>
    [Fact]
    public void The_checked_out_branch_is_old_or_new_and_the_next_run_finishes()
    {
        var random = SeededRandom();
        FleetSource.Commit(_source, "", "cart");
        string[] options = ["publish", "--to", "directory"];
        AssertPublished(options);
        var watch = Stopwatch.StartNew();
        ChangePort(1);
        AssertPublished(options);
        var (locked, length) = (0, watch.Elapsed);

        for (var kill = 0; kill < Share; kill++)
        {
            var source = ChangePort(kill + 2);
            var changes = kill % 4 != 0;
            Kill(options, length * random.NextDouble() * (changes ? ShareOfChange : 1.1), changes ? Path.Combine(_source.Root, "rendered", ".meshgitops") : null, withChildren: random.Next(2) == 0);
            Thread.Sleep(100);
            var tip = _source.Git("rev-parse", "HEAD");
            Assert.True(tip == source || _source.Git("rev-parse", "HEAD^") == source, "The branch is neither at the old commit nor at the new one.");

            var next = _source.Run(options);
            if (next.ExitCode != 0)
            {
                // Git leaves it where it is killed itself, and tells whoever comes next to take it away.
                Assert.Contains("index.lock", next.Output + next.Error, StringComparison.Ordinal);
                File.Delete(Path.Combine(_source.Root, ".git", "index.lock"));
                locked++;
                AssertPublished(options);
            }

            Assert.Equal(source, _source.Git("rev-parse", "HEAD^"));
            Assert.Equal("", _source.Git("status", "--porcelain"));
            Assert.Contains($"number: {8002 + kill}", string.Concat(ExampleCopy.Snapshot(Path.Combine(_source.Root, "rendered"))), StringComparison.Ordinal);
        }

        output.WriteLine($"{Share} publications of {length.TotalMilliseconds:F0} ms were killed; {locked} left a lock of git.");
    }

    private void KillAgainAndAgain(ScratchRepository target, string[] options)
    {
        var random = SeededRandom();
        string[] sources = [FleetSource.Commit(_source, "", "cart"), ChangePort(1)];
        AssertPublished(ArgumentsOf(sources[0], options));
        var watch = Stopwatch.StartNew();
        AssertPublished(ArgumentsOf(sources[1], options));
        var length = watch.Elapsed;

        var (unchanged, moved) = (0, 0);
        for (var kill = 0; kill < Share; kill++)
        {
            var old = target.Git("rev-parse", "rendered");
            var source = sources[0] == PublishedCommit.DrySha(target, old) ? sources[1] : sources[0];
            var waitsForChange = kill % 4 != 0;
            var latest = waitsForChange ? length * ShareOfChange : length * 1.1;
            Kill(ArgumentsOf(source, options), latest * random.NextDouble(), waitsForChange ? Path.Combine(_source.Root, ".git", "objects", "pack") : null, withChildren: random.Next(2) == 0);
            WaitForGit(target);
            var tip = target.Git("rev-parse", "rendered");
            if (tip == old)
            {
                unchanged++;
            }
            else
            {
                moved++;
                Assert.Equal(old, target.Git("rev-parse", "rendered^"));
                Assert.Equal(source, PublishedCommit.DrySha(target, "rendered"));
                AssertTree(target, tip);
            }

            if (kill % RunsBetweenChecks == 0 || kill == Share - 1)
            {
                AssertPublished(ArgumentsOf(source, options));
                Assert.Equal(source, PublishedCommit.DrySha(target, "rendered"));
                AssertTree(target, target.Git("rev-parse", "rendered"));
                target.Git("fsck", "--no-progress", "--no-dangling");
            }
        }

        output.WriteLine($"{Share} publications of {length.TotalMilliseconds:F0} ms were killed: {unchanged} left the old commit, {moved} the new one.");
    }

    private Random SeededRandom()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private string ChangePort(int change)
    {
        FleetSource.WriteService(_source.Root, "", "cart", 8000 + change);
        return _source.Commit();
    }

    /// <param name="watched">A folder. Most of a short run is its start: to be killed while it commits, it is watched until something is written there.</param>
    private void Kill(string[] arguments, TimeSpan delay, string? watched, bool withChildren)
    {
        var before = watched is null ? default : Directory.GetLastWriteTimeUtc(watched);
        using var process = CliProgram.Start(_source.Root, _source.Environment, arguments);
        try
        {
            while (watched is not null && !process.HasExited && Directory.GetLastWriteTimeUtc(watched) == before)
            {
                Thread.Sleep(1);
            }

            // Nobody reads what it prints, which is less than a pipe holds.
            process.WaitForExit(delay);
        }
        finally
        {
            process.Kill(withChildren);
            process.WaitForExit();
        }
    }

    /// <summary>A git whose parent was killed finishes what it does.</summary>
    private static void WaitForGit(ScratchRepository target)
    {
        Thread.Sleep(50);
        for (var tries = 0; tries < 100 && File.Exists(Path.Combine(target.Git("rev-parse", "--absolute-git-dir"), "refs/heads/rendered.lock")); tries++)
        {
            Thread.Sleep(20);
        }
    }

    /// <summary>The remote alone does not hold the source.</summary>
    private void AssertTree(ScratchRepository target, string commit)
    {
        if (target != _source)
        {
            _source.Git("fetch", "--quiet", "--no-write-fetch-head", target.Root, "rendered");
        }

        PublishedCommit.AssertRendersToItsTree(_source, commit);
    }

    private void AssertPublished(string[] arguments)
    {
        var run = _source.Run(arguments);
        Assert.True(run.ExitCode == 0, $"exit {run.ExitCode}: {run.Output}{run.Error}");
    }

    private static string[] ArgumentsOf(string source, string[] options) => ["publish", "--to", "branch", "--source", source, "--allow-stale", .. options];
}
