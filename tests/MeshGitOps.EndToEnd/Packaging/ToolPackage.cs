using System.Reflection;
using System.Runtime.InteropServices;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>The .NET tool, packed from what the tests were built from.</summary>
internal static class ToolPackage
{
    private static readonly string Configuration =
        typeof(ToolPackage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    /// <summary>Where the shim of a tool finds the runtime that the tests run on, wherever that is installed.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Packs without building anything.</summary>
    /// <returns>The path of the only file that came out.</returns>
    public static string PackTo(string folder)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1" };
        var run = OtherProgram.Run(
            ExampleCopy.Root,
            variables,
            "dotnet",
            ["pack", "src/MeshGitOps.Cli", "--no-build", "--configuration", Configuration, "--output", folder]);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.DoesNotContain("warning", run.Output + run.Error, StringComparison.Ordinal);
        return Assert.Single(Directory.GetFiles(folder));
    }
}
