using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Whether branches are ours to write, and whether the source is new enough.</summary>
internal static class BranchChecks
{
    /// <exception cref="GitException">Git failed.</exception>
    public static ImmutableArray<Diagnostic> Check(
        GitRepository repository,
        IEnumerable<PublishedBranch> branches,
        SourceCommit source,
        PublishSettings settings)
    {
        var bag = new DiagnosticBag();
        // The branches of a workspace mostly stand for one commit; each is asked about once.
        var contained = new Dictionary<string, bool>(StringComparer.Ordinal) { [source.Sha] = true };
        foreach (var branch in branches.Where(branch => branch.Tip is not null))
        {
            if (branch.Metadata is null && settings.ForeignBranch == ForeignBranch.Refuse && !IsEmpty(repository, branch.Tip!))
            {
                bag.Add(
                    PublishDiagnostics.BranchNotOurs,
                    Place(branch),
                    $"Branch '{branch.Name}' exists, and no '{HydratorMetadata.FileName}' in it says that rendered files lie there.",
                    "Choose another branch with '--branch', or take this one with '--adopt': files that lie there stay.");
            }
            else if (branch.Metadata?.Workspace is { } other && other != settings.WorkspaceFolder)
            {
                bag.Add(
                    PublishDiagnostics.BranchOfAnotherWorkspace,
                    Place(branch),
                    $"Branch '{branch.Name}' is published from the workspace '{Shown.Of(Folder(other))}', and not from '{Shown.Of(Folder(settings.WorkspaceFolder))}'.",
                    "Choose another branch with '--branch', or in 'publish.branch' of meshgitops.yaml.");
            }
            else if (settings.StaleSource == StaleSource.Refuse && branch.SourceSha is { } published && !IsContained(published))
            {
                AddAge(repository, branch, published, source, bag);
            }
        }

        return bag.ToImmutable();

        bool IsContained(string published)
        {
            if (!contained.TryGetValue(published, out var known))
            {
                known = GitObjectName.IsOne(repository.ObjectFormat, published) && repository.IsAncestor(published, source.Sha);
                contained.Add(published, known);
            }

            return known;
        }
    }

    private static void AddAge(GitRepository repository, PublishedBranch branch, string published, SourceCommit source, DiagnosticBag bag)
    {
        if (!GitObjectName.IsOne(repository.ObjectFormat, published) || repository.Commit(published) is null)
        {
            bag.Add(
                PublishDiagnostics.HistoryMissing,
                Place(branch),
                $"Branch '{branch.Name}' was rendered from commit '{Shown.Of(published)}', which this repository does not hold.",
                "Fetch it ('fetch-depth: 0' of actions/checkout, 'git fetch --unshallow'), or publish all the same with '--allow-stale'.");
        }
        else
        {
            var isOlder = repository.IsAncestor(source.Sha, published);
            bag.Add(
                isOlder || !repository.IsShallow ? PublishDiagnostics.SourceStale : PublishDiagnostics.HistoryMissing,
                Place(branch),
                $"Branch '{branch.Name}' was rendered from commit {published[..12]}, which commit {source.Sha[..12]} does not contain.",
                isOlder
                    ? "A newer commit is published already. Pull it, or go back on purpose with '--allow-stale'."
                    : "Merge or rebase onto that commit, or give its changes up with '--allow-stale'.");
        }
    }

    private static bool IsEmpty(GitRepository repository, string commit) => repository.Command.Read("ls-tree", commit).Length == 0;

    private static SourceLocation Place(PublishedBranch branch) => new SourceText(branch.Name, "").Start;

    private static string Folder(string workspace) => workspace.Length == 0 ? "." : workspace;
}
