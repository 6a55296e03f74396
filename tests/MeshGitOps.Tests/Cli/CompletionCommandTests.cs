using System.CommandLine;
using MeshGitOps.Cli;

namespace MeshGitOps.Tests.Cli;

public sealed class CompletionCommandTests
{
    public static TheoryData<string> Shells => ["bash", "zsh", "fish", "pwsh"];

    [Theory]
    [MemberData(nameof(Shells))]
    public void Every_command_and_option_is_in_the_script_of_each_shell(string shell)
    {
        var script = Script(shell);
        var root = CommandLineApplication.CreateRoot(Session());
        var commands = Below(root, "").ToList();

        Assert.Contains(commands, command => command.Path == "addresses reassign");
        Assert.All(commands, command =>
        {
            var lines = LinesOf(shell, script, command.Path);
            Assert.All(command.Command.Subcommands, child => Assert.Matches($@"(?<![\w-]){child.Name}(?![\w-])", lines));
            Assert.All(
                command.Command.Options.Concat(root.Options.Where(option => option.Recursive)).SelectMany(option => option.Aliases.Append(option.Name)).Where(IsTyped),
                name => Assert.Matches($@"(?<![\w-]){Written(shell, name)}(?![\w-])", lines));
        });
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public void The_script_is_the_same_each_time_and_only_text(string shell)
    {
        var script = Script(shell);

        Assert.Equal(script, Script(shell));
        Assert.EndsWith("\n", script, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', script);
        Assert.All(script, character => Assert.True(character is '\n' or (>= ' ' and <= '~'), $"'{character}'"));
    }

    [Fact]
    public void Offers_the_choices_of_an_option_and_of_an_argument()
    {
        var script = Script("bash");

        Assert.Contains("'render:--color') COMPREPLY=($(IFS=' '; compgen -W 'always auto never' -- \"$current\")); return ;;", script, StringComparison.Ordinal);
        Assert.Contains("'validate:--output'|'validate:--report'|'validate:-o') COMPREPLY=($(IFS=' '; compgen -W 'github json junit markdown sarif text'", script, StringComparison.Ordinal);
        Assert.Contains("'render:--output') compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$current\")); return ;;", script, StringComparison.Ordinal);
        Assert.Contains("'schema') words='AccessPolicy Cluster diff GlobalNamespace", script, StringComparison.Ordinal);
        Assert.DoesNotContain("'render:--check')", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_shell_that_it_does_not_know()
    {
        var run = CommandRun.In("/", "completion", "tcsh");

        Assert.Equal((2, "", "error: There is no completion for 'tcsh': it is bash, zsh, fish or pwsh.\n"), (run.ExitCode, run.Output, run.Error));
    }

    /// <summary>What the script says of one command.</summary>
    private static string LinesOf(string shell, string script, string path)
    {
        var lines = script.Split('\n');
        if (shell == "fish")
        {
            return string.Join('\n', lines.Where(line => line.Contains($"\"__meshgitops_in '{path}'\"", StringComparison.Ordinal)));
        }

        var start = shell switch
        {
            "bash" => $"    '{path}') words=",
            "zsh" => $"    '{path}') paths=",
            _ => $"            '{path}' {{ @{{ Word",
        };
        var first = Array.FindIndex(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        Assert.True(first >= 0, $"'{path}' is not in the script of {shell}.");
        return string.Join('\n', lines.Skip(first).Take(shell switch { "bash" => 2, "zsh" => 3, _ => 1 }));
    }

    private static string Written(string shell, string name) =>
        shell != "fish" ? name : name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}";

    /// <summary>The help of System.CommandLine has names for other systems too.</summary>
    private static bool IsTyped(string name) => name is not ("/h" or "/?" or "-?");

    private static IEnumerable<(string Path, Command Command)> Below(Command command, string path) =>
        command.Subcommands.SelectMany(child => Below(child, $"{path} {child.Name}".TrimStart())).Prepend((path, command));

    private static string Script(string shell)
    {
        var run = CommandRun.In("/", "completion", shell);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private static CommandSession Session() => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        Input = Stream.Null,
        CurrentDirectory = "/",
        Environment = _ => null,
    };
}
