using MeshGitOps.Cli;

namespace MeshGitOps.Tests.Cli;

/// <summary>One run of the command line in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun In(string directory, params string[] arguments) =>
        Of(new Dictionary<string, string>(), directory, arguments);

    public static CommandRun Of(IReadOnlyDictionary<string, string> environment, string directory, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApplication.Run(arguments, new CommandSession
        {
            Output = output,
            Error = error,
            CurrentDirectory = directory,
            Environment = environment.GetValueOrDefault,
        });
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
