namespace MeshGitOps.Benchmarks;

/// <summary>
/// The tool as a user starts it: a cold process. <c>MESHGITOPS_TOOL</c> names the published assembly, which is compiled ahead;
/// without it the build beside the benchmarks runs, which is not.
/// </summary>
internal static class Tool
{
    private static readonly string Assembly =
        Environment.GetEnvironmentVariable("MESHGITOPS_TOOL") ?? Path.Combine(AppContext.BaseDirectory, "meshgitops.dll");

    /// <returns>Time and peak memory of the whole process.</returns>
    public static (TimeSpan Time, long PeakBytes) Run(params string[] arguments)
    {
        var (time, peak, exitCode) = Measure.Process("dotnet", [Assembly, .. arguments]);
        return exitCode == 0
            ? (time, peak)
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with exit code {exitCode}.");
    }
}
