using System.Diagnostics;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Fixing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Fuzzing;

/// <summary>
/// Random and mutated repositories through the whole pipeline.
/// A few thousand by default, <c>MESHGITOPS_FUZZ_INPUTS</c> in CI; <c>MESHGITOPS_FUZZ_SEED</c> repeats a run.
/// </summary>
public sealed class PipelineFuzzTests(ITestOutputHelper output)
{
    private const long MaxBytes = 256L * 1024 * 1024;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    [Fact]
    public void No_input_throws_takes_long_or_leaves_a_finding_without_a_place()
    {
        var inputs = FuzzSettings.Number("MESHGITOPS_FUZZ_INPUTS") ?? 2000;
        var seed = FuzzSettings.Number("MESHGITOPS_FUZZ_SEED") ?? Environment.TickCount;
        output.WriteLine($"{inputs} inputs, MESHGITOPS_FUZZ_SEED={seed}");
        Console.WriteLine($"Fuzzing: {inputs} inputs, MESHGITOPS_FUZZ_SEED={seed}");
        var bases = new[] { "clean-fleet", "coredns-hosts", "load-balancer-with-exception", "policy-lowers-a-rule" }
            .Select(name => new GoldenCase(name).Files)
            .Concat(new[] { "pacman", "postcard" }.Select(Example))
            .ToList();
        Assert.All(["capture: Enabled", "mode: Hosts", "mode: Forward"], field => Assert.Contains(
            bases.SelectMany(files => files),
            file => file.Value.Contains(field, StringComparison.Ordinal)));

        // One seed per input: a failure names the one to repeat, whatever thread it ran on.
        Parallel.For(0, inputs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, index =>
        {
            var random = new Random(unchecked(seed + (index * 7919)));
            var files = new RepositoryMutator(bases[index % bases.Count], random).Next();
            try
            {
                Check(files);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {index} of seed {seed} failed:\n{Print(files)}", exception);
            }
        });
    }

    /// <summary>Without its README: a change there changes nothing.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Example(string name) =>
        ExampleFiles.Inputs(name).FindAll(file => !file.Key.EndsWith(".md", StringComparison.Ordinal) && !file.Key.StartsWith('.'));

    /// <summary>Fixes, unsafe ones too, leave YAML and lie in the text.</summary>
    private static void CheckFixes(List<KeyValuePair<string, string>> files)
    {
        var folder = new InMemorySourceFolder(files);
        var outcome = new FixRounds(
            texts => Pipeline.Run(new SourceFolderWith(folder, texts), new PipelineOptions()),
            finding => finding.Fix is not null).Run();
        Assert.DoesNotContain(outcome.Problems, problem => problem.Message.Contains("outside of the text", StringComparison.Ordinal));
        Assert.All(outcome.Files, file => Assert.DoesNotContain(
            YamlTreeBuilder.Build(new SourceText(file.Key, file.Value.ToString())).Diagnostics,
            finding => finding.Severity == Severity.Error));
    }

    private static void Check(List<KeyValuePair<string, string>> files)
    {
        var (result, time, bytes) = Run(files);
        if (time > MaxTime)
        {
            // The machine may have been busy: it counts if it is slow again.
            (result, time, bytes) = Run(files);
        }

        Assert.True(time < MaxTime, $"It took {time}.");
        Assert.True(bytes < MaxBytes, $"It took {bytes:N0} bytes.");
        var texts = files.ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);
        foreach (var diagnostic in result.Diagnostics)
        {
            foreach (var location in diagnostic.Related.Select(related => related.Location).Append(diagnostic.Location))
            {
                Assert.True(texts.TryGetValue(location.Path, out var text), $"{diagnostic.Id} points into '{location.Path}', which does not exist.");
                Assert.InRange(location.Span.Start, 0, text.Length);
                Assert.InRange(location.Span.End, location.Span.Start, text.Length);
            }

            Assert.DoesNotContain("internal error", diagnostic.Message, StringComparison.OrdinalIgnoreCase);
        }

        if (result.Diagnostics.Any(diagnostic => diagnostic.Fix is not null))
        {
            CheckFixes(files);
        }

        // The report must survive whatever the findings quote.
        Assert.NotNull(GoldenCase.Findings(result));
    }

    /// <summary>All on this thread, so that its allocations are those of the input.</summary>
    private static (PipelineResult Result, TimeSpan Time, long Bytes) Run(List<KeyValuePair<string, string>> files)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var result = GoldenCase.Run(files, maxParallelism: 1);
        return (result, watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Print(List<KeyValuePair<string, string>> files) =>
        string.Join('\n', files.Select(file => $"==== {file.Key}\n{file.Value}"));
}
