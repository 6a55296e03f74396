namespace MeshGitOps.Benchmarks;

/// <summary>The tool as a user starts it: a cold process of the same build.</summary>
internal static class Tool
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "meshgitops.dll");

    /// <returns>Time and peak memory of the whole process.</returns>
    public static (TimeSpan Time, long PeakBytes) Run(params string[] arguments)
    {
        var (time, peak, exitCode) = Measure.Process("dotnet", [Assembly, .. arguments]);
        return exitCode == 0
            ? (time, peak)
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with exit code {exitCode}.");
    }
}
