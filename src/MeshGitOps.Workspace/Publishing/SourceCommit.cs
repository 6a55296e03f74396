using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>The commit that the specs are read from: the dry commit, in the words of Argo CD's hydrator.</summary>
/// <param name="Author"><c>Name &lt;address&gt;</c>.</param>
/// <param name="Date">As <c>git show -s --format=%aI</c> gives it.</param>
/// <param name="Body">The message without its first line, and without the trailers that became references.</param>
public sealed record SourceCommit(string Sha, string Author, string Date, string Subject, string Body)
{
    /// <summary>The commits of code that the message refers to with trailers <c>Argocd-reference-commit-*</c>.</summary>
    public ImmutableArray<ReferencedCommit> References { get; init; } = [];

    /// <param name="sha">As <see cref="GitRepository.Commit"/> gives it.</param>
    public static Diagnosed<SourceCommit?> Read(GitRepository repository, string sha)
    {
        try
        {
            var fields = repository.Command
                .ReadLine("log", "-1", "--no-show-signature", "--no-color", "--encoding=UTF-8", "--format=%an <%ae>%x00%aI%x00%s%x00%b", sha)
                .Split('\0');
            var (body, reference) = ReferencedCommit.TakeOut(fields[3].TrimEnd());
            return new(new SourceCommit(sha, fields[0], DateOf(fields[1]), fields[2], body) { References = reference is null ? [] : [reference] }, []);
        }
        catch (GitException exception)
        {
            return new(null, [GitRepository.Failed(new SourceText(sha, "").Start, exception)]);
        }
    }

    /// <summary>Where a commit has none, git leaves the placeholder as it is.</summary>
    private static string DateOf(string field) => field.StartsWith('%') ? "" : field;
}
