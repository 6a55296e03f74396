using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>A git repository as it is on disk. Nothing here reaches a network, runs a hook or changes a file that a user works on.</summary>
public sealed class GitRepository
{
    private GitRepository(GitCommand command, string gitFolder, string? workTree, string folder, bool isShallow, GitObjectFormat objectFormat)
    {
        Command = command;
        GitFolder = gitFolder;
        WorkTree = workTree;
        Folder = folder;
        IsShallow = isShallow;
        ObjectFormat = objectFormat;
    }

    /// <summary>Absolute; of a linked worktree its own part below <c>.git/worktrees</c>.</summary>
    public string GitFolder { get; }

    /// <summary>The top of the files that are checked out, absolute; null for a bare repository.</summary>
    public string? WorkTree { get; }

    /// <summary>The folder that was opened, from the top of the working tree with '/'; "" for the top, and in a bare repository.</summary>
    public string Folder { get; }

    /// <summary>Whether commits before some point are not here.</summary>
    public bool IsShallow { get; }

    internal GitObjectFormat ObjectFormat { get; }

    internal GitCommand Command { get; }

    /// <summary>The repository that a folder lies in.</summary>
    public static Diagnosed<GitRepository?> Open(string folder)
    {
        var place = new SourceText(folder.Replace('\\', '/'), "").Start;
        try
        {
            var command = new GitCommand(folder, []);
            var asked = Ask(command);
            if (!asked.Succeeded && asked.Error.Contains("dubious ownership", StringComparison.Ordinal))
            {
                command = new GitCommand(folder, SafeDirectories(command));
                asked = Ask(command);
            }

            return asked.Succeeded ? new(Read(command, asked.Text), []) : new(null, [Refused(asked, folder, place)]);
        }
        catch (GitException exception)
        {
            return new(null, [Failed(place, exception)]);
        }
    }

    /// <summary>The commit that a branch, tag or other revision stands for, as its whole object name; null where there is none.</summary>
    public string? Commit(string revision) =>
        revision.StartsWith('-') || revision.Length == 0
            ? null
            : Command.Run(GitTrust.Isolated, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}").Line;

    /// <summary>The branch that is checked out; null for a detached head. One without a commit counts.</summary>
    public string? CurrentBranch() =>
        Command.Run(GitTrust.Isolated, "symbolic-ref", "--quiet", "HEAD").Line is { } name && name.StartsWith(GitRef.Heads, StringComparison.Ordinal)
            ? name[GitRef.Heads.Length..]
            : null;

    /// <summary>Whether the second commit contains the first; every commit contains itself. In a shallow clone a "no" may be wrong.</summary>
    internal bool IsAncestor(string ancestor, string commit) =>
        Command.Run(GitTrust.Isolated, "merge-base", "--is-ancestor", ancestor, commit).Succeeded;

    /// <summary>Turns what git could not do into a finding.</summary>
    internal static Diagnostic Failed(SourceLocation place, GitException exception) => Diagnostic.Create(
        GitDiagnostics.GitFailed, place, $"Git cannot be used here, because {exception.Message}.", GitErrorText.CureOf(exception.Message));

    private static GitResult Ask(GitCommand command) => command.Run(
        GitTrust.Isolated, "rev-parse", "--absolute-git-dir", "--is-bare-repository", "--is-shallow-repository", "--show-object-format");

    private static GitRepository Read(GitCommand command, string answer)
    {
        var lines = answer.TrimEnd('\n').Split('\n');
        var place = lines[1] == "true" ? [] : command.Run(GitTrust.Isolated, "rev-parse", "--show-toplevel", "--show-prefix").Text.Split('\n');
        return new GitRepository(
            command,
            lines[0],
            place is [var top, ..] && top.Length > 0 ? top : null,
            place is [_, var prefix, ..] ? prefix.TrimEnd('/') : "",
            lines[2] == "true",
            lines[3] == "sha256" ? GitObjectFormat.Sha256 : GitObjectFormat.Sha1);
    }

    /// <summary>What the user and the machine trust: an isolated run does not see it, and a CI job in a container depends on it.</summary>
    private static ImmutableArray<string> SafeDirectories(GitCommand command)
    {
        var answer = command.Run(GitTrust.User, "config", "--null", "--get-all", "safe.directory");
        return [.. answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Diagnostic Refused(GitResult asked, string folder, SourceLocation place)
    {
        if (asked.Error.Contains("dubious ownership", StringComparison.Ordinal))
        {
            return Diagnostic.Create(
                GitDiagnostics.NotTrusted,
                place,
                $"The repository of '{folder}' belongs to another user, and git does not read it.",
                $"If you trust it: git config --global --add safe.directory '{folder}'");
        }

        return asked.Error.Contains("not a git repository", StringComparison.Ordinal)
            ? Diagnostic.Create(
                GitDiagnostics.NotARepository, place, $"'{folder}' does not lie in a git repository.", "Run 'git init', or give a path in a repository.")
            : Failed(place, new GitException($"git says: {asked.Reason}"));
    }
}
