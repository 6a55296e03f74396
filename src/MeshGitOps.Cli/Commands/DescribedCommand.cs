using System.Collections.Immutable;
using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class DescribedCommand(string name, string description, params ReadOnlySpan<CommandExample> examples)
    : Command(name, description)
{
    public ImmutableArray<CommandExample> Examples { get; } = [.. examples];
}

/// <summary>A command line that can be copied, and what it does in a few words.</summary>
internal sealed record CommandExample(string CommandLine, string Meaning);
