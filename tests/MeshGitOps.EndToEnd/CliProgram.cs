using System.Diagnostics;

namespace MeshGitOps.EndToEnd;

/// <summary>The program as a shell starts it: a process of its own, with its streams in pipes and no colour asked for.</summary>
internal static class CliProgram
{
    public static ProgramRun Run(string folder, params string[] arguments) =>
        Run(folder, new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <param name="variables">Environment variables on top of those of the test.</param>
    public static ProgramRun Run(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start(folder, variables, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = ToolProgram.StartWith(arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Remove("FORCE_COLOR");
        start.Environment.Remove("CLICOLOR_FORCE");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
    }
}

internal sealed record ProgramRun(int ExitCode, string Output, string Error);
