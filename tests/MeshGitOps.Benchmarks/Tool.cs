using MeshGitOps.EndToEnd;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// The tool as a user starts it: a cold process. <c>MESHGITOPS_TOOL</c> names the published assembly, which is compiled ahead, or the
/// native binary; without it the build beside the benchmarks runs, which is neither.
/// </summary>
internal static class Tool
{
    /// <returns>Time and peak memory of the whole process.</returns>
    public static (TimeSpan Time, long PeakBytes) Run(params string[] arguments)
    {
        var (time, peak, exitCode) = Measure.Process(ToolProgram.StartWith(arguments));
        return exitCode == 0
            ? (time, peak)
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with exit code {exitCode}.");
    }
}
