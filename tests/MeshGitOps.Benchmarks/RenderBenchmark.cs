using System.Globalization;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// 50 clusters with 1,000 global services, called from everywhere: 50,000 client ServiceEntries with their DestinationRules.
/// The measure is a bare loop that writes the same names and bytes.
/// </summary>
internal static class RenderBenchmark
{
    public static IEnumerable<BenchmarkRow> Run()
    {
        var fleet = Scratch.Create();
        FleetGenerator.Write(fleet, clusters: 50, services: 1000);
        var output = Path.Combine(fleet, "rendered");
        Tool.Run("render", fleet);
        var files = Directory.GetFiles(output, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path: Path.GetRelativePath(output, file), Bytes: File.ReadAllBytes(file)))
            .ToList();
        var bytes = files.Sum(file => (long)file.Bytes.Length);

        var renders = new List<TimeSpan>();
        var bares = new List<TimeSpan>();
        var checks = new List<TimeSpan>();
        long peak = 0;
        for (var round = 0; round < Measure.Rounds; round++)
        {
            var copy = Scratch.Create();
            bares.Add(Measure.Median(1, Measure.Flush, () => WriteBare(copy, files)));
            Measure.Flush();
            var rendered = Scratch.Create();
            var render = Tool.Run("render", fleet, "--output", rendered);
            renders.Add(render.Time);
            peak = Math.Max(peak, render.PeakBytes);
            Measure.Flush();
            checks.Add(Tool.Run("render", fleet, "--output", rendered, "--check").Time);
        }

        var (bare, full, check) = (Measure.Middle(bares), Measure.Middle(renders), Measure.Middle(checks));
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"render 50 clusters x 1,000 services ({files.Count:N0} files, {bytes / 1e6:F0} MB), cold process");
        yield return new BenchmarkRow(
            what, BenchmarkTable.Milliseconds(full), $"bare loop {BenchmarkTable.Milliseconds(bare)}", BenchmarkTable.Ratio(full, bare), "at most 3");
        yield return new BenchmarkRow(
            "the same with --check", BenchmarkTable.Milliseconds(check), $"render {BenchmarkTable.Milliseconds(full)}", BenchmarkTable.Ratio(check, full), "under 0.5");
        yield return new BenchmarkRow(
            "peak memory of that render",
            string.Create(CultureInfo.InvariantCulture, $"{peak / 1e6:F0} MB"), "", "", "under 1,500 MB");
    }

    /// <summary>One thread, no flush, nothing but the names and bytes.</summary>
    private static void WriteBare(string folder, List<(string Path, byte[] Bytes)> files)
    {
        foreach (var (path, bytes) in files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }
    }
}
