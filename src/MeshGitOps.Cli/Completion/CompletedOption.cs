using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;

namespace MeshGitOps.Cli.Completion;

/// <summary>An option, and what a shell offers for its value.</summary>
/// <param name="Names">The longest first: <c>--output</c>, <c>-o</c>.</param>
internal sealed record CompletedOption(ImmutableArray<string> Names, string Description, CompletedValue Value, ImmutableArray<string> Choices)
{
    public static CompletedOption Of(Option option)
    {
        ImmutableArray<string> choices = option.ValueType == typeof(bool) ? [] : [.. CompletedCommand.Words(option.GetCompletions(CompletionContext.Empty))];
        return new(
            [
                .. option.Aliases.Append(option.Name)
                    .Where(name => name.StartsWith('-') && char.IsAsciiLetter(name[^1]))
                    .Distinct()
                    .OrderByDescending(name => name.Length)
                    .ThenBy(name => name, StringComparer.Ordinal),
            ],
            option.Description ?? "",
            option switch
            {
                { ValueType: var type } when type == typeof(bool) => CompletedValue.None,
                { Arity.MaximumNumberOfValues: 0 } => CompletedValue.None,
                _ when !choices.IsEmpty => CompletedValue.Choice,
                { HelpName: "PATH" or "FILE" } => CompletedValue.File,
                { HelpName: "DIR" or "REF|DIR" } => CompletedValue.Folder,
                _ => CompletedValue.Other,
            },
            choices);
    }
}

/// <summary>What follows an option.</summary>
internal enum CompletedValue
{
    /// <summary>Nothing: it is a switch.</summary>
    None,
    Choice,
    File,
    Folder,

    /// <summary>Something that no shell can know, such as a number or the name of a branch.</summary>
    Other,
}
