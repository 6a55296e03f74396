using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Cli;

/// <summary>
/// Everything of the surroundings that a command touches, as values: two runs in one process do not meet.
/// Reports go to <see cref="Output"/>, progress, logs and usage errors to <see cref="Error"/>.
/// </summary>
internal sealed record CommandSession
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>What <c>-</c> stands for.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Absolute; relative paths of the command line start here.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>An environment variable, or null where it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>The one clock of the tool.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The path as the user would write it from here: relative where it lies below or beside, with '/'.</summary>
    public string Display(string absolutePath)
    {
        var relative = Path.GetRelativePath(CurrentDirectory, absolutePath);
        return TerminalText.Clean(relative.Replace(Path.DirectorySeparatorChar, '/'));
    }

    public string Absolute(string path) => Path.GetFullPath(path, CurrentDirectory);
}
