using System.Diagnostics;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.EndToEnd;

namespace MeshGitOps.Tests.Cli;

/// <summary>One run of the command line: in this process, or, where <c>MESHGITOPS_TOOL</c> names a program, in a process of that one.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun In(string directory, params string[] arguments) =>
        Of(new Dictionary<string, string>(), directory, arguments);

    public static CommandRun Of(IReadOnlyDictionary<string, string> environment, string directory, params string[] arguments) =>
        Of(environment, Stream.Null, directory, arguments);

    /// <summary>With a text on standard input.</summary>
    public static CommandRun WithInput(string text, string directory, params string[] arguments) =>
        WithInput(Encoding.UTF8.GetBytes(text), directory, arguments);

    public static CommandRun WithInput(byte[] bytes, string directory, params string[] arguments) =>
        Of(new Dictionary<string, string>(), new MemoryStream(bytes), directory, arguments);

    private static CommandRun Of(IReadOnlyDictionary<string, string> environment, Stream input, string directory, string[] arguments) =>
        ToolProgram.Named is null ? InThisProcess(environment, input, directory, arguments) : InItsOwn(environment, input, directory, arguments);

    private static CommandRun InThisProcess(IReadOnlyDictionary<string, string> environment, Stream input, string directory, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApplication.Run(arguments, new CommandSession
        {
            Output = output,
            Error = error,
            Input = input,
            CurrentDirectory = directory,
            Environment = environment.GetValueOrDefault,
        });
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    private static CommandRun InItsOwn(IReadOnlyDictionary<string, string> environment, Stream input, string directory, string[] arguments)
    {
        var start = ToolProgram.StartWith(arguments);
        start.WorkingDirectory = directory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using (var stream = process.StandardInput.BaseStream)
        {
            input.CopyTo(stream);
        }

        process.WaitForExit();
        return new CommandRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
