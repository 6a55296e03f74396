using System.Diagnostics;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Output;

/// <summary>The whole <c>render</c> as a process, killed at random moments: the lock file of addresses and the output recover with the next one.</summary>
public sealed class KilledRenderTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 10;
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal);

    private readonly string _root = Directory.CreateTempSubdirectory("meshgitops-kill-render-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_killed_render_costs_nothing()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        ChangedWorkspace("clean");
        var clean = Path.Combine(_root, "clean");
        var before = ExampleCopy.Snapshot(clean);
        AssertRenders("clean");
        var after = ExampleCopy.Snapshot(clean);
        Assert.NotEqual(before, after);

        var (untouched, pending) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var name = ChangedWorkspace($"kill-{kill}");
            var folder = Path.Combine(_root, name);
            Kill(folder, name, TimeSpan.FromMilliseconds(random.NextDouble() * 4), waitsForChange: kill % 4 != 0);
            var left = ExampleCopy.Snapshot(folder);
            untouched += left.SequenceEqual(before) ? 1 : 0;
            pending += Directory.Exists(TransactionOf(folder)) ? 1 : 0;

            AssertRenders(name);
            Assert.Equal(after, ExampleCopy.Snapshot(folder));
            Directory.Delete(folder, recursive: true);
        }

        output.WriteLine($"{Kills} renders were killed, {untouched} before they wrote, {pending} in the middle of a change.");
        Assert.True(untouched < Kills, "No render was killed after it began to write.");
    }

    /// <summary>An example with its committed output, and specs that render other hosts, files and addresses.</summary>
    private string ChangedWorkspace(string name)
    {
        var folder = Path.Combine(_root, name);
        ExampleCopy.To(folder, "acme-multicloud");
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        File.WriteAllText(Path.Combine(folder, "rendered", "clusters", "gke", "mine.txt"), "not rendered");
        foreach (var path in ExampleCopy.Files(folder).Where(path => path.EndsWith(".yaml", StringComparison.Ordinal) && !path.StartsWith("rendered", StringComparison.Ordinal)))
        {
            var file = Path.Combine(folder, path);
            File.WriteAllText(file, File.ReadAllText(file).Replace("cart", "basket", StringComparison.Ordinal));
        }

        return name;
    }

    /// <summary>Most of a short run is its start: to be killed while it writes, it is watched until it begins to.</summary>
    private void Kill(string folder, string name, TimeSpan delay, bool waitsForChange)
    {
        var addresses = Path.Combine(folder, "addresses.lock.yaml");
        var length = new FileInfo(addresses).Length;
        using var process = CliProgram.Start(_root, Plain, "render", name);
        try
        {
            var watch = Stopwatch.StartNew();
            while (waitsForChange && !process.HasExited && !Directory.Exists(TransactionOf(folder)) && new FileInfo(addresses).Length == length)
            {
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "The render never began to write.");
            }

            Thread.Sleep(waitsForChange ? delay : delay * 100);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private void AssertRenders(string name)
    {
        var run = CliProgram.Run(_root, "render", name);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    private static string TransactionOf(string folder) => Path.Combine(folder, "rendered", ".meshgitops", ".transaction");
}
