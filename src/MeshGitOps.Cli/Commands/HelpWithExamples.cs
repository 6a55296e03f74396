using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MeshGitOps.Cli.Commands;

/// <summary>The help of System.CommandLine, then the examples of the command.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DescribedCommand { Examples.IsEmpty: false } command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            var width = command.Examples.Max(example => example.CommandLine.Length);
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  {example.CommandLine.PadRight(width)}  {example.Meaning}");
            }
        }

        return result;
    }
}
