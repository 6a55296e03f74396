using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// Publishes rendered files to branches of their own, through git's objects alone: no working tree, index or hook is touched.
/// A branch moves in one step from the commit that was seen to the new one, or not at all.
/// </summary>
public sealed class BranchPublisher
{
    private readonly GitRepository _repository;
    private readonly PublishSettings _settings;
    private readonly GitRemote? _remote;

    public BranchPublisher(GitRepository repository, PublishSettings settings)
    {
        _repository = repository;
        _settings = settings;
        _remote = settings.Remote is { } remote ? new GitRemote(repository, remote) : null;
    }

    /// <summary>What is published now, after a look at the remote.</summary>
    /// <param name="clusters">Those of the specs; with one branch per cluster, those that are published already come to them.</param>
    public Diagnosed<PublishedBranches?> Read(IEnumerable<string> clusters) => Guard<PublishedBranches?>(() =>
    {
        var (found, problems) = new BranchReader(_repository, _settings, _remote).Read(clusters.Append(OutputFile.Delivery));
        if (found is null)
        {
            return new(null, problems);
        }

        var parts = found.Branches.Select(branch => new GitOutputPart(branch.Tip, "", branch.Cluster));
        return new(new PublishedBranches(found, GitOutput.Of(_repository, parts, _settings.Branch.Text)), []);
    }, null);

    /// <summary>Whether the branches are ours, the source new enough, and nobody works on them.</summary>
    public ImmutableArray<Diagnostic> Check(PublishedBranches branches, SourceCommit source) => Guard(() =>
        new Diagnosed<bool>(true, [.. BranchChecks.Check(_repository, branches.Branches, source, _settings), .. CheckedOut(branches)]), false).Diagnostics;

    /// <summary>Commits a difference and moves the branches, here or on the remote.</summary>
    /// <param name="tree">All that the branches hold afterwards.</param>
    /// <param name="difference">Of the tree from <see cref="PublishedBranches.Output"/>.</param>
    public Diagnosed<Publication> Publish(
        PublishedBranches branches,
        OutputTree tree,
        OutputDifference difference,
        SourceCommit source,
        DateTimeOffset now) => Guard(() =>
    {
        var (identity, unknown) = CommitIdentity.Find(_repository, _settings.Author, now);
        if (identity is null)
        {
            return new(Publication.Refused, unknown);
        }

        var commits = new BranchCommits(_repository, _settings, source, identity);
        var (made, unsigned) = commits.Make(branches, difference);
        if (!unsigned.IsEmpty)
        {
            return new(Publication.Refused, unsigned);
        }

        var updates = made.Select(commit => commit.Update).ToImmutableArray();
        var unpushed = _remote is null ? [] : commits.Unpushed(branches, made);
        var pushed = updates.AddRange(unpushed.Select(commit => commit.Update));
        var notes = _settings.Notes == CommitNotes.Write ? commits.MakeNotes(branches, made, tree) : null;
        var all = notes is null ? pushed : pushed.Add(notes);
        if (all.IsEmpty)
        {
            return new(new Publication(PublicationOutcome.Unchanged, []), []);
        }

        var publication = new Publication(
            pushed.IsEmpty ? PublicationOutcome.Unchanged : PublicationOutcome.Published,
            [.. made.Concat(unpushed).Select(commit => commit.Published)]);
        if (_remote is null)
        {
            return RefUpdates.TryApply(_repository, all) ? new(publication, []) : new(Publication.Raced, []);
        }

        var result = _remote.Push(all);
        if (result.Outcome is PushOutcome.Raced or PushOutcome.Refused)
        {
            return new(result.Outcome == PushOutcome.Raced ? Publication.Raced : Publication.Refused, result.Findings);
        }

        FollowLocally(branches, updates, notes);
        return new(publication, []);
    }, Publication.Refused);

    private ImmutableArray<Diagnostic> CheckedOut(PublishedBranches branches)
    {
        if (_settings.Proposal is not null)
        {
            return [];
        }

        var worktrees = Worktrees.BranchesOf(_repository);
        return
        [
            .. branches.Branches.Where(branch => worktrees.ContainsKey(branch.Name)).Select(branch => Diagnostic.Create(
                PublishDiagnostics.BranchCheckedOut,
                new SourceText(branch.Name, "").Start,
                $"Branch '{branch.Name}' is checked out in '{worktrees[branch.Name]}'.",
                "Check another branch out there, or publish to another one.")),
        ];
    }

    /// <summary>The local branches and notes follow the remote where they can without losing anything; elsewhere they stay.</summary>
    private void FollowLocally(PublishedBranches branches, ImmutableArray<RefUpdate> updates, RefUpdate? notes)
    {
        var here = branches.Branches.ToDictionary(branch => branch.Reference, branch => branch.Proposal is null ? branch.LocalTip : null, StringComparer.Ordinal);
        foreach (var update in updates.Where(update => here[update.Name] is not null))
        {
            Follow(update with { Old = here[update.Name] });
        }

        if (notes is not null && (branches.LocalNotes is null || _repository.IsAncestor(branches.LocalNotes, notes.New)))
        {
            Follow(notes with { Old = branches.LocalNotes });
        }
    }

    /// <summary>It is published whatever happens here.</summary>
    private void Follow(RefUpdate update)
    {
        try
        {
            RefUpdates.TryApply(_repository, [update]);
        }
        catch (GitException)
        {
            // The next publication finds the branch where it is.
        }
    }

    private static Diagnosed<T> Guard<T>(Func<Diagnosed<T>> work, T otherwise)
    {
        try
        {
            return work();
        }
        catch (GitException exception)
        {
            return new(otherwise, [GitRepository.Failed(new SourceText("git", "").Start, exception)]);
        }
    }
}
