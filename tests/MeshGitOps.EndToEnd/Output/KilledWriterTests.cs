using System.Diagnostics;
using MeshGitOps.Workspace;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Output;

/// <summary>A writer that is stopped at 300 random moments: after the next render the tree equals a clean one, and no foreign file changed.</summary>
public sealed class KilledWriterTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 40;
    private const int Stops = 260;

    private static readonly string[] Foreign =
    [
        "README.md", "clusters/aws/both/notes.txt", "clusters/gke/only-0/notes.txt", ".meshgitops/aws/notes.txt", "clusters/mine/a.yaml",
    ];

    private readonly string _root = NewRoot();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_killed_process_costs_nothing()
    {
        var random = SeededRandom();
        var clean = Clean();
        var unfinished = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var directory = NewOutput($"kill-{kill}");
            KillWriter(directory, TimeSpan.FromMilliseconds(random.NextDouble() * 60));
            unfinished += Directory.Exists(Path.Combine(directory, ".meshgitops", ".transaction")) ? 1 : 0;
            AssertNextRenderIsClean(directory, clean, random.Next(2));
        }

        output.WriteLine($"{Kills} processes were killed, {unfinished} of them in the middle of a change.");
        Assert.True(unfinished > Kills / 10, "Hardly any process was killed in the middle of a change.");
    }

    [Fact]
    public void A_stop_after_any_step_costs_nothing()
    {
        var random = SeededRandom();
        var clean = Clean();
        var steps = CountSteps();
        for (var stop = 0; stop < Stops; stop++)
        {
            var directory = NewOutput($"stop-{stop}");
            OutputWriter.Write(directory, OutputWriter.Tree(0), null);
            var countdown = random.Next(1, steps + 1);
            Assert.Throws<StoppedException>(() => OutputWriter.Write(directory, OutputWriter.Tree(1), _ =>
            {
                if (Interlocked.Decrement(ref countdown) <= 0)
                {
                    throw new StoppedException();
                }
            }));
            StopRecovery(directory, random.Next(1, 20));
            AssertNextRenderIsClean(directory, clean, random.Next(2));
        }

        output.WriteLine($"{Stops} changes of {steps} steps were stopped.");
    }

    [Fact]
    public void What_a_stop_leaves_is_the_old_tree_or_the_new_one()
    {
        var steps = CountSteps();
        for (var step = 1; step <= steps; step += 3)
        {
            var directory = NewOutput($"atomic-{step}");
            OutputWriter.Write(directory, OutputWriter.Tree(0), null);
            var countdown = step;
            Assert.Throws<StoppedException>(() => OutputWriter.Write(directory, OutputWriter.Tree(1), _ =>
            {
                if (Interlocked.Decrement(ref countdown) <= 0)
                {
                    throw new StoppedException();
                }
            }));

            var folder = OutputFolder.Open(directory, "rendered").Value!;
            Assert.True(
                folder.Compare(OutputWriter.Tree(0)).Value is { IsEmpty: true, Unchanged.Length: > 0 }
                || folder.Compare(OutputWriter.Tree(1)).Value is { IsEmpty: true, Unchanged.Length: > 0 },
                $"Stopped after step {step}, the output is neither the old tree nor the new one.");
        }
    }

    /// <summary>In memory where the system has such a folder: a flush of a busy disk takes a second, and a killed process loses none of it.</summary>
    private static string NewRoot() => Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/meshgitops-kill-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("meshgitops-kill-").FullName;

    /// <summary>A recovery can be stopped too.</summary>
    private static void StopRecovery(string directory, int countdown)
    {
        try
        {
            OutputFolder.Open(directory, "rendered", _ =>
            {
                if (Interlocked.Decrement(ref countdown) <= 0)
                {
                    throw new StoppedException();
                }
            });
        }
        catch (StoppedException)
        {
            // As intended; the next command starts from what is there now.
        }
    }

    private int CountSteps()
    {
        var directory = NewOutput("count");
        var steps = 0;
        OutputWriter.Write(directory, OutputWriter.Tree(0), null);
        OutputWriter.Write(directory, OutputWriter.Tree(1), _ => Interlocked.Increment(ref steps));
        Directory.Delete(directory, recursive: true);
        return steps;
    }

    private Random SeededRandom()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private static void KillWriter(string directory, TimeSpan delay)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", [typeof(OutputWriter).Assembly.Location, "write-output", directory])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("ready", writer.StandardOutput.ReadLine());
            Thread.Sleep(delay);
        }
        finally
        {
            writer.Kill();
            writer.WaitForExit();
        }
    }

    private void AssertNextRenderIsClean(string directory, string[][] clean, int generation)
    {
        OutputWriter.Write(directory, OutputWriter.Tree(generation), null);
        Assert.Equal(clean[generation], Snapshot(directory));
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Each tree written into a folder of its own, without any accident.</summary>
    private string[][] Clean() =>
    [
        .. Enumerable.Range(0, 2).Select(generation =>
        {
            var directory = NewOutput($"clean-{generation}");
            OutputWriter.Write(directory, OutputWriter.Tree(generation), null);
            return Snapshot(directory);
        }),
    ];

    private string NewOutput(string name)
    {
        var directory = Path.Combine(_root, name);
        foreach (var path in Foreign)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, path))!);
            File.WriteAllText(Path.Combine(directory, path), $"mine: {path}");
        }

        return directory;
    }

    private static string[] Snapshot(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => $"{Path.GetRelativePath(directory, file)}={File.ReadAllText(file)}")
            .Order(StringComparer.Ordinal),
    ];

    private sealed class StoppedException : Exception;
}
