using System.Diagnostics;

namespace MeshGitOps.EndToEnd;

/// <summary>A program that is not ours: a shell, <c>dotnet</c>, <c>pre-commit</c>.</summary>
internal static class OtherProgram
{
    /// <summary>What <c>dotnet test</c> tells the builds of its own SDK, which may not be the one that a test asks for.</summary>
    private static readonly string[] OfTheTestRun =
        ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_HOST_PATH"];

    /// <param name="variables">Environment variables on top of those of the test.</param>
    public static ProgramRun Run(string folder, IReadOnlyDictionary<string, string> variables, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in OfTheTestRun)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
