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
        using var scratch = new Scratch();
        var fleet = scratch.Below("fleet");
        FleetGenerator.Write(fleet, clusters: 50, services: 1000);
        var output = Path.Combine(fleet, "rendered");
        Tool.Run("render", fleet);
        var files = Directory.GetFiles(output, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path: Path.GetRelativePath(output, file), Bytes: File.ReadAllBytes(file)))
            .ToList();
        var bytes = files.Sum(file => (long)file.Bytes.Length);

        var copy = scratch.Below("bare");
        var renders = new List<TimeSpan>();
        var bares = new List<TimeSpan>();
        var checks = new List<TimeSpan>();
        long peak = 0;
        for (var round = 0; round < Measure.Rounds; round++)
        {
            bares.Add(Measure.Median(1, () => Remove(copy), () => WriteBare(copy, files)));
            Remove(output);
            var render = Tool.Run("render", fleet);
            renders.Add(render.Time);
            peak = Math.Max(peak, render.PeakBytes);
            checks.Add(Tool.Run("render", fleet, "--check").Time);
        }

        var (bare, rendered, check) = (Middle(bares), Middle(renders), Middle(checks));
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"render 50 clusters x 1,000 services ({files.Count:N0} files, {bytes / 1e6:F0} MB), cold process");
        yield return new BenchmarkRow(
            what, BenchmarkTable.Milliseconds(rendered), $"bare loop {BenchmarkTable.Milliseconds(bare)}", BenchmarkTable.Ratio(rendered, bare), "at most 3");
        yield return new BenchmarkRow(
            "the same with --check", BenchmarkTable.Milliseconds(check), $"render {BenchmarkTable.Milliseconds(rendered)}", BenchmarkTable.Ratio(check, rendered), "under 0.5");
        yield return new BenchmarkRow(
            "peak memory of that render",
            string.Create(CultureInfo.InvariantCulture, $"{peak / 1e6:F0} MB"), "", "", "under 1,500 MB");
    }

    private static TimeSpan Middle(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static void WriteBare(string folder, List<(string Path, byte[] Bytes)> files)
    {
        foreach (var (path, bytes) in files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
