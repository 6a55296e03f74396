using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;

namespace MeshGitOps.Cli.Completion;

/// <summary>What a shell offers after a command.</summary>
/// <param name="Path">The command as it is typed after the program: <c>addresses reassign</c>; "" is the program alone.</param>
/// <param name="Options">Those of the commands around it too, where they go on.</param>
/// <param name="Choices">Of its arguments.</param>
internal sealed record CompletedCommand(
    string Path,
    string Description,
    ImmutableArray<CompletedCommand> Commands,
    ImmutableArray<CompletedOption> Options,
    ImmutableArray<string> Choices,
    bool TakesPaths)
{
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    public static CompletedCommand Of(Command root) => Of(root, "", []);

    /// <summary>This command and all below it, each before those below it.</summary>
    public IEnumerable<CompletedCommand> All() => Commands.SelectMany(command => command.All()).Prepend(this);

    private static CompletedCommand Of(Command command, string path, ImmutableArray<Option> inherited)
    {
        var options = inherited.AddRange(command.Options.Where(option => !option.Hidden));
        ImmutableArray<Option> passedOn = [.. options.Where(option => option.Recursive)];
        return new(
            path,
            command.Description ?? "",
            [.. command.Subcommands.Where(below => !below.Hidden).Select(below => Of(below, path.Length == 0 ? below.Name : $"{path} {below.Name}", passedOn))],
            [.. options.Select(CompletedOption.Of)],
            [.. command.Arguments.SelectMany(argument => Words(argument.GetCompletions(CompletionContext.Empty)))],
            command.Arguments.Any(argument => argument.Name == "PATH"));
    }

    /// <summary>In the order of System.CommandLine, which sorts them.</summary>
    internal static IEnumerable<string> Words(IEnumerable<CompletionItem> items) => items.Select(item => item.InsertText ?? item.Label);
}
