using System.Globalization;
using MeshGitOps.Cli;
using MeshGitOps.Workspace;
using YamlDotNet.Core;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// Validating 10,000 Service and spec documents, warm, on all cores,
/// against YamlDotNet's bare event parser over the same bytes in one thread.
/// </summary>
internal static class ReadBenchmark
{
    private const int Documents = 10_000;

    /// <summary>Until the compiler of the runtime has made the final code of both.</summary>
    private const int WarmUpRounds = 5;

    public static IEnumerable<BenchmarkRow> Run()
    {
        var folder = Scratch.Create();
        var paths = FleetGenerator.WriteDocuments(folder, Documents);
        var bytes = paths.Sum(path => new FileInfo(path).Length);

        var bare = new List<TimeSpan>();
        var ours = new List<TimeSpan>();
        for (var round = 0; round < WarmUpRounds; round++)
        {
            Parse(paths);
            Validate(folder);
        }

        for (var round = 0; round < Measure.Rounds; round++)
        {
            bare.Add(Measure.Median(1, GC.Collect, () => Parse(paths)));
            ours.Add(Measure.Median(1, GC.Collect, () => Validate(folder)));
        }

        var (bareTime, ourTime) = (Measure.Middle(bare), Measure.Middle(ours));
        yield return new BenchmarkRow(
            string.Create(CultureInfo.InvariantCulture, $"validate {Documents:N0} Service and spec documents ({bytes / 1e6:F1} MB) on {Environment.ProcessorCount} cores, warm: {ourTime.TotalMilliseconds / Documents:F3} ms a document"),
            BenchmarkTable.Milliseconds(ourTime),
            $"YamlDotNet's bare parser in one thread {BenchmarkTable.Milliseconds(bareTime)}",
            BenchmarkTable.Ratio(ourTime, bareTime),
            "at most 3");
    }

    internal static void Parse(List<string> paths)
    {
        foreach (var path in paths)
        {
            using var reader = new StringReader(File.ReadAllText(path));
            var parser = new Parser(reader);
            while (parser.MoveNext())
            {
            }
        }
    }

    private static void Validate(string folder)
    {
        var (opened, _) = SpecFolder.Open(folder);
        var result = Pipeline.Run(opened!, new PipelineOptions { MaxParallelism = Environment.ProcessorCount });
        if (result.HasErrors || result.Plan.Hosts.Length != Documents / 2)
        {
            throw new InvalidOperationException($"The synthetic documents are not valid: {result.Diagnostics.FirstOrDefault()?.Message}");
        }
    }
}
