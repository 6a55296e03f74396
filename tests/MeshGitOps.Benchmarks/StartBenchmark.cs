using System.Globalization;
using MeshGitOps.EndToEnd;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// Short runs, of which the start is a large part: against <c>kubectl version --client</c>, and against a second for 10,000 documents.
/// The goals are those of the native binary, which <c>MESHGITOPS_TOOL</c> names.
/// </summary>
internal static class StartBenchmark
{
    /// <summary>A start takes milliseconds, and the noise of a machine as many.</summary>
    private const int Rounds = 21;

    private const int Documents = 10_000;

    /// <summary>Below which the native binary must stay.</summary>
    private const int MaxMegabytes = 40;

    public static IEnumerable<BenchmarkRow> Run()
    {
        var example = Path.Combine(RepositoryRoot(), "examples", "acme-fitness");
        var (starts, validations, kubectls) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            starts.Add(Tool.Run("--version").Time);
            validations.Add(Tool.Run("validate", example).Time);
            kubectls.Add(Measure.Process("kubectl", "version", "--client").Time);
        }

        var kubectl = Measure.Middle(kubectls);
        yield return Against("--version, cold process", Measure.Middle(starts), kubectl, "under 0.5");
        yield return Against("validate examples/acme-fitness, cold process", Measure.Middle(validations), kubectl, "under 2");
        yield return OfDocuments();
        if (ToolProgram.IsNative && ToolProgram.Named is { } binary)
        {
            var size = new FileInfo(binary).Length;
            yield return new BenchmarkRow(
                "size of the native binary", string.Create(CultureInfo.InvariantCulture, $"{size / 1e6:F1} MB"), "", "", $"under {MaxMegabytes} MB");
        }
    }

    private static BenchmarkRow Against(string what, TimeSpan time, TimeSpan kubectl, string goal) => new(
        what, Precise(time), $"kubectl version --client {Precise(kubectl)}", BenchmarkTable.Ratio(time, kubectl), goal);

    /// <summary>What the pre-commit hook does too, whatever a commit changes: what it finds depends on all files.</summary>
    private static BenchmarkRow OfDocuments()
    {
        var folder = Scratch.Create();
        var (_, documents) = MixedDocuments.Write(folder, Documents);
        var time = Measure.Median(Rounds, () => { }, () => Tool.Run("validate", folder));
        return new BenchmarkRow(
            string.Create(CultureInfo.InvariantCulture, $"validate {documents:N0} documents of ten kinds, cold process: {time.TotalMilliseconds / documents:F3} ms a document"),
            BenchmarkTable.Milliseconds(time), "", "", "under 0.1 ms a document");
    }

    private static string Precise(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms");

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MeshGitOps.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no MeshGitOps.sln above the benchmarks.");
        }

        return folder;
    }
}
