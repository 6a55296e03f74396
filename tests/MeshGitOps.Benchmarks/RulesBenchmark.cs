using System.Globalization;
using MeshGitOps.Cli;
using MeshGitOps.Policies;
using MeshGitOps.Workspace;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// Validating 10,000 documents of all kinds with every rule on, warm, on all cores, against YamlDotNet's bare event parser
/// over the same bytes in one thread; and how the time grows to 80,000 documents.
/// </summary>
internal static class RulesBenchmark
{
    private static readonly int[] Sizes = [10_000, 20_000, 40_000, 80_000];

    /// <summary>Until the compiler of the runtime has made the final code of both.</summary>
    private const int WarmUpRounds = 5;

    public static IEnumerable<BenchmarkRow> Run()
    {
        var times = new List<(int Documents, TimeSpan Time)>();
        foreach (var size in Sizes)
        {
            var folder = Scratch.Create();
            var (paths, documents) = MixedDocuments.Write(folder, size);
            var isFirst = size == Sizes[0];
            for (var round = 0; isFirst && round < WarmUpRounds; round++)
            {
                ReadBenchmark.Parse(paths);
                Validate(folder);
            }

            var bare = new List<TimeSpan>();
            var ours = new List<TimeSpan>();
            for (var round = 0; round < Measure.Rounds; round++)
            {
                if (isFirst)
                {
                    bare.Add(Measure.Median(1, GC.Collect, () => ReadBenchmark.Parse(paths)));
                }

                ours.Add(Measure.Median(1, GC.Collect, () => Validate(folder)));
            }

            times.Add((documents, Measure.Middle(ours)));
            if (isFirst)
            {
                yield return AgainstBareParser(paths, documents, Measure.Middle(ours), Measure.Middle(bare));
            }
        }

        var exponent = Math.Log(times[^1].Time / times[0].Time) / Math.Log((double)times[^1].Documents / times[0].Documents);
        yield return new BenchmarkRow(
            $"the same with {string.Join(", ", times.Select(time => time.Documents.ToString("N0", CultureInfo.InvariantCulture)))} documents",
            string.Join(", ", times.Select(time => BenchmarkTable.Milliseconds(time.Time))),
            "",
            string.Create(CultureInfo.InvariantCulture, $"exponent {exponent:F2}"),
            "at most 1.15");
    }

    private static BenchmarkRow AgainstBareParser(List<string> paths, int documents, TimeSpan ours, TimeSpan bare)
    {
        var bytes = paths.Sum(path => new FileInfo(path).Length);
        return new BenchmarkRow(
            string.Create(CultureInfo.InvariantCulture, $"validate {documents:N0} documents of ten kinds ({bytes / 1e6:F1} MB) with all {RuleCatalog.Rules.Length} rules on {Environment.ProcessorCount} cores, warm: {ours.TotalMilliseconds / documents:F3} ms a document"),
            BenchmarkTable.Milliseconds(ours),
            $"YamlDotNet's bare parser in one thread {BenchmarkTable.Milliseconds(bare)}",
            BenchmarkTable.Ratio(ours, bare),
            "at most 4");
    }

    private static void Validate(string folder)
    {
        var (opened, _) = SpecFolder.Open(folder);
        var result = Pipeline.Run(opened!, new PipelineOptions { MaxParallelism = Environment.ProcessorCount });
        if (result.HasErrors || result.RulesRun.Length != RuleCatalog.Rules.Length)
        {
            throw new InvalidOperationException(
                $"The synthetic documents are not valid: {result.Diagnostics.FirstOrDefault(finding => finding.Severity == Specs.Diagnostics.Severity.Error)?.Message}");
        }
    }
}
