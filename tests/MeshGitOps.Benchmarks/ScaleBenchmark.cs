using System.Globalization;

namespace MeshGitOps.Benchmarks;

/// <summary>How the time of a render grows with the number of services: the exponent of the curve from 1,000 to 8,000.</summary>
internal static class ScaleBenchmark
{
    private const int Clusters = 4;

    public static IEnumerable<BenchmarkRow> Run()
    {
        var times = new List<(int Services, TimeSpan Time)>();
        foreach (var services in new[] { 1000, 2000, 4000, 8000 })
        {
            var fleet = Scratch.Create();
            FleetGenerator.Write(fleet, Clusters, services);
            // The first one makes the lock file of virtual addresses, which the others read.
            Tool.Run("render", fleet);
            var time = Measure.Median(Measure.Rounds, Measure.Flush, () => Tool.Run("render", fleet, "--output", Scratch.Create()));
            times.Add((services, time));
        }

        // The start of the process is the same for all and would flatter the curve.
        var start = Measure.Median(() => Tool.Run("--version"));
        var first = times[0].Time - start;
        var last = times[^1].Time - start;
        var exponent = Math.Log(last / first) / Math.Log((double)times[^1].Services / times[0].Services);
        yield return new BenchmarkRow(
            $"render {Clusters} clusters with 1,000, 2,000, 4,000 and 8,000 services, without the start of the process",
            string.Join(", ", times.Select(time => BenchmarkTable.Milliseconds(time.Time - start))),
            "",
            string.Create(CultureInfo.InvariantCulture, $"exponent {exponent:F2}"),
            "at most 1.15");
    }
}
