using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// Commits the output folder on the branch that is checked out, and nothing but that folder: what else is staged stays staged.
/// </summary>
/// <param name="directory">The output directory from the top of the working tree.</param>
public sealed class DirectoryPublisher(GitRepository repository, PublishSettings settings, string directory)
{
    /// <summary>Whether there is a branch and a folder to commit.</summary>
    public ImmutableArray<Diagnostic> Check()
    {
        var place = new SourceText(directory, "").Start;
        if (repository.WorkTree is null)
        {
            return [Diagnostic.Create(PublishDiagnostics.NoWorkingTree, place, "The repository is bare: it has no folder to write to.", "Publish with '--to branch'.")];
        }

        if (repository.CurrentBranch() is null)
        {
            return
            [
                Diagnostic.Create(
                    PublishDiagnostics.HeadDetached,
                    place,
                    "No branch is checked out that the output could be committed on.",
                    "Run 'git switch BRANCH' (in CI: check the branch out, not the commit), or publish with '--to branch'."),
            ];
        }

        return Git("check-ignore", "--quiet", "--", directory + "/meshgitops").Succeeded
            ? [Diagnostic.Create(PublishDiagnostics.OutputIgnored, place, $"Git ignores the output directory '{directory}'.", "Take it out of '.gitignore', or publish with '--to branch'.")]
            : CommitIdentity.Find(repository, settings.Author, DateTimeOffset.UnixEpoch).Diagnostics;
    }

    /// <summary>Whether git takes all files of the output: it would leave what it ignores out of the commit without a word.</summary>
    /// <param name="files">From the output directory.</param>
    public ImmutableArray<Diagnostic> CheckFiles(IEnumerable<OutputPath> files)
    {
        var place = new SourceText(directory, "").Start;
        var input = string.Concat(files.Select(file => $"{directory}/{file.Value}\0"));
        var result = repository.Command.Run(
            GitTrust.User, Encoding.UTF8.GetBytes(input), "-C", repository.WorkTree!, "check-ignore", "-z", "--stdin");
        return result switch
        {
            { ExitCode: 1 } => [],
            { Succeeded: true } when result.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ignored =>
            [
                Diagnostic.Create(
                    PublishDiagnostics.OutputIgnored,
                    place,
                    $"Git ignores {(ignored.Length == 1 ? $"the rendered file '{first}'" : $"{ignored.Length} rendered files, as '{first}'")}.",
                    $"'git check-ignore -v {first}' says which line does. Take it out, or publish with '--to branch'."),
            ],
            _ => [GitRepository.Failed(place, new GitException($"git says: {result.Reason}", result.Error))],
        };
    }

    /// <summary>Commits what lies in the folder, also what a run that was stopped left there, and pushes it where that is asked for.</summary>
    public Diagnosed<Publication> Publish(SourceCommit source, DateTimeOffset now)
    {
        try
        {
            var (identity, unknown) = CommitIdentity.Find(repository, settings.Author, now);
            return identity is null ? new(Publication.Refused, unknown) : Publish(source, identity);
        }
        catch (GitException exception)
        {
            return new(Publication.Refused, [GitRepository.Failed(new SourceText(directory, "").Start, exception)]);
        }
    }

    private Diagnosed<Publication> Publish(SourceCommit source, CommitIdentity identity)
    {
        var branch = repository.CurrentBranch() ?? "";
        Commands(GitTrust.User, "add", "--all", "--", directory);
        var old = repository.Commit("HEAD");
        if (!Git("diff", "--cached", "--quiet", "HEAD", "--", directory).Succeeded)
        {
            var message = CommitMessage.Write(settings.MessageTemplate, source, branch, settings.WorkspaceFolder, GitRemote.SourceUrl(repository, settings), settings.ToolVersion);
            var committed = repository.Command.Run(
                GitTrust.User,
                Encoding.UTF8.GetBytes(message),
                [
                    "-C", repository.WorkTree!, .. identity.Settings(), "commit", "--quiet", "--no-verify", "--only", "--cleanup=verbatim", "-F", "-",
                    // The variables of git, as a hook exports them, stand above every setting.
                    .. settings.Author is { } author ? [$"--author={author}"] : ImmutableArray<string>.Empty,
                    .. settings.Signing == CommitSigning.Sign ? ["--gpg-sign"] : ImmutableArray<string>.Empty, "--", directory,
                ]);
            if (!committed.Succeeded)
            {
                return new(Publication.Refused, [Refused(committed, branch)]);
            }
        }

        var commit = repository.Commit("HEAD")!;
        ImmutableArray<PublishedCommit> commits = commit == old ? [] : [new PublishedCommit(branch, old, commit)];
        var (pushed, findings) = settings.Remote is { } remote ? new GitRemote(repository, remote).PushForward(branch, commit) : (PushOutcome.UpToDate, []);
        return pushed switch
        {
            PushOutcome.Raced or PushOutcome.Refused => new(new Publication(PublicationOutcome.Refused, commits), findings),
            PushOutcome.Pushed => new(new Publication(PublicationOutcome.Published, [new PublishedCommit(branch, old, commit)]), []),
            _ => new(new Publication(commits.IsEmpty ? PublicationOutcome.Unchanged : PublicationOutcome.Published, commits), []),
        };
    }

    private static Diagnostic Refused(GitResult result, string branch)
    {
        var isSigning = result.Error.Contains("sign", StringComparison.OrdinalIgnoreCase);
        return Diagnostic.Create(
            isSigning ? PublishDiagnostics.SigningFailed : GitDiagnostics.GitFailed,
            new SourceText(branch, "").Start,
            $"The output cannot be committed on branch '{branch}', because git says: {result.Reason}.",
            "The rendered files lie in the working tree; the next 'publish' commits them.");
    }

    private GitResult Git(params ReadOnlySpan<string> arguments) =>
        repository.Command.Run(GitTrust.Isolated, ["-C", repository.WorkTree!, .. arguments]);

    private void Commands(GitTrust trust, params ReadOnlySpan<string> arguments)
    {
        var result = repository.Command.Run(trust, ["-C", repository.WorkTree!, .. arguments]);
        if (!result.Succeeded)
        {
            throw new GitException($"git says: {result.Reason}", result.Error);
        }
    }
}
