using System.Globalization;

namespace MeshGitOps.Benchmarks;

/// <summary>Runs the benchmarks and prints the table that is committed in the README beside this file.</summary>
internal static class BenchmarkTable
{
    private static readonly (string Name, Func<IEnumerable<BenchmarkRow>> Run)[] All =
    [
        ("start", StartBenchmark.Run),
        ("render", RenderBenchmark.Run),
        ("publish", PublishBenchmark.Run),
        ("scale", ScaleBenchmark.Run),
        ("kustomize", KustomizeBenchmark.Run),
        ("read", ReadBenchmark.Run),
        ("rules", RulesBenchmark.Run),
    ];

    public static int Run(string[] names)
    {
        try
        {
            Print(names);
        }
        finally
        {
            Scratch.DeleteAll();
        }

        return 0;
    }

    private static void Print(string[] names)
    {
        Console.WriteLine("| what | measured | against | ratio | goal |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, run) in All)
        {
            if (names.Length > 0 && !names.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            foreach (var row in run())
            {
                Console.WriteLine($"| {row.What} | {row.Measured} | {row.Against} | {row.Ratio} | {row.Goal} |");
            }
        }
    }

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");

    public static string Ratio(TimeSpan time, TimeSpan other) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds / other.TotalMilliseconds:F2}");
}

/// <summary>One line of the table.</summary>
internal sealed record BenchmarkRow(string What, string Measured, string Against, string Ratio, string Goal);
