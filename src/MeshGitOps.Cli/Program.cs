using System.Runtime.InteropServices;
using System.Text;
using MeshGitOps.Cli;

// Before anything else is opened, which would get the number of a closed one and be written to in its place.
var (standardOutput, isClosed) = Open(Console.OpenStandardOutput);
var output = new StreamWriter(standardOutput, new UTF8Encoding(false), 1 << 14) { NewLine = "\n" };
using var error = new StreamWriter(Open(Console.OpenStandardError).Stream, new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
if (isClosed is not null)
{
    return CannotWrite(isClosed);
}

// Output is crash-safe, so there is nothing to wait for. Nothing is printed either: a pipe that nobody reads blocks every
// stream of the console, and the program would hang there.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    Environment.Exit((int)ExitCode.Interrupted);
});

var exitCode = CommandLineApplication.Run(args, new CommandSession
{
    Output = output,
    Error = error,
    Input = Console.OpenStandardInput(),
    CurrentDirectory = Environment.CurrentDirectory,
    Environment = Environment.GetEnvironmentVariable,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,
});

// Not left to a 'using': a closed or full standard output would end the program with a stack trace there.
try
{
    output.Flush();
    return exitCode;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    return CannotWrite(problem);
}

int CannotWrite(Exception problem)
{
    error.WriteLine($"error: The standard output cannot be written: {problem.Message}");
    return (int)ExitCode.Usage;
}

// A closed one cannot be opened in a native build; elsewhere the first write fails.
static (Stream Stream, Exception? Problem) Open(Func<Stream> open)
{
    try
    {
        return (open(), null);
    }
    catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
    {
        return (Stream.Null, problem);
    }
}
