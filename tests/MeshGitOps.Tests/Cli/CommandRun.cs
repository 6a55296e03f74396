using System.Text;
using MeshGitOps.Cli;

namespace MeshGitOps.Tests.Cli;

/// <summary>One run of the command line in this process.</summary>
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

    private static CommandRun Of(IReadOnlyDictionary<string, string> environment, Stream input, string directory, string[] arguments)
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
}
