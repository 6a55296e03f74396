using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Finds the branches that are published to, here and on the remote, and brings here what is missing.</summary>
internal sealed class BranchReader(GitRepository repository, PublishSettings settings, GitRemote? remote)
{
    private const string All = "*";

    private const int MaxFetches = 4;

    /// <param name="clusters">Those of the specs.</param>
    /// <exception cref="GitException">Git failed.</exception>
    public Diagnosed<BranchesFound?> Read(IEnumerable<string> clusters)
    {
        var local = LocalReferences();
        var there = ImmutableSortedDictionary<string, string>.Empty;
        if (remote is not null)
        {
            var (fetched, problems) = Fetch(remote);
            if (!problems.IsEmpty)
            {
                return new(null, problems);
            }

            there = fetched;
        }

        using var objects = new GitObjects(repository.Command);
        var bag = new DiagnosticBag();
        var rendered = clusters.ToHashSet(StringComparer.Ordinal);
        var branches = Names(rendered, local.Keys.Concat(there.Keys))
            .Select(name => Find(name.Cluster, name.Name, local, there, objects, bag))
            .Where(branch => branch.Cluster is null || rendered.Contains(branch.Cluster) || branch.Metadata is not null)
            .ToImmutableArray();
        var notes = remote is null ? local.GetValueOrDefault(GitRef.HydratorNotes) : there.GetValueOrDefault(GitRef.HydratorNotes);
        return bag.With<BranchesFound?>(bag.HasErrors
            ? null
            : new BranchesFound(
                [.. branches.Select(branch => WithNote(branch, NoteOf(notes, branch.Tip, objects)))],
                notes,
                local.GetValueOrDefault(GitRef.HydratorNotes)));
    }

    /// <summary>What the remote has, with its objects here.</summary>
    private Diagnosed<ImmutableSortedDictionary<string, string>> Fetch(GitRemote from)
    {
        var (listed, problems) = from.List([.. Patterns()]);
        for (var attempt = 0; problems.IsEmpty && attempt < MaxFetches; attempt++)
        {
            var missing = listed.Where(reference => repository.Commit(reference.Value) is null).Select(reference => reference.Key).ToList();
            if (missing.Count == 0)
            {
                return new(listed, []);
            }

            problems = from.Fetch(missing);
            if (problems.IsEmpty && attempt > 0)
            {
                // It moved between the two questions.
                (listed, problems) = from.List([.. Patterns()]);
            }
        }

        return new(listed, problems);
    }

    /// <summary>
    /// The branches of all clusters, of the specs or published before; the delivery objects come as one of them.
    /// A branch of people that only fits the pattern is among them until its files are known.
    /// </summary>
    private IEnumerable<(string? Cluster, string Name)> Names(IEnumerable<string> clusters, IEnumerable<string> references)
    {
        if (!settings.Branch.IsPerCluster)
        {
            return [(null, settings.Branch.Text)];
        }

        var (before, after) = (GitRef.Heads + settings.Branch.Text).Split(BranchPattern.Placeholder) is [var first, var second] ? (first, second) : ("", "");
        var published = references
            .Where(reference => reference.Length > before.Length + after.Length
                && reference.StartsWith(before, StringComparison.Ordinal) && reference.EndsWith(after, StringComparison.Ordinal))
            .Select(reference => reference[before.Length..^after.Length])
            .Where(cluster => !cluster.Contains('/', StringComparison.Ordinal) && !IsProposal(cluster + after));
        return clusters.Concat(published).Distinct().Order(StringComparer.Ordinal).Select(cluster => ((string?)cluster, settings.Branch.For(cluster)));
    }

    /// <summary>The branch of a proposal fits the pattern too, but holds no cluster of that name.</summary>
    private static bool IsProposal(string name) => name.EndsWith(PublishSettings.NextSuffix, StringComparison.Ordinal);

    private PublishedBranch Find(
        string? cluster,
        string name,
        ImmutableSortedDictionary<string, string> local,
        ImmutableSortedDictionary<string, string> there,
        GitObjects objects,
        DiagnosticBag bag)
    {
        var here = local.GetValueOrDefault(GitRef.Heads + name);
        var remoteTip = there.GetValueOrDefault(GitRef.Heads + name);
        var proposal = settings.Proposal?.For(cluster ?? "");
        var tip = remote is null ? here ?? local.GetValueOrDefault($"{GitRef.Remotes}{settings.TrackedRemote}/{name}") : settings.Proposal is not null ? remoteTip : Newer(name, here, remoteTip, bag);
        var metadata = objects.ReadFile(tip, HydratorMetadata.FileName, SpecFolder.MaxFileBytes);
        var proposalTip = proposal is null ? null : there.GetValueOrDefault(GitRef.Heads + proposal);
        return new PublishedBranch(cluster, name, tip, remoteTip, here)
        {
            Proposal = proposal,
            ProposalTip = proposalTip,
            SeenTip = proposal is not null ? proposalTip : remote is null ? here : remoteTip,
            Metadata = metadata is null ? null : HydratorMetadata.Read(metadata),
        };
    }

    /// <summary>What was published here and not pushed goes along with the next push.</summary>
    private string? Newer(string name, string? here, string? there, DiagnosticBag bag)
    {
        if (here is null || there is null || here == there)
        {
            return there ?? here;
        }

        if (repository.IsShallow || repository.IsAncestor(here, there))
        {
            return there;
        }

        if (!repository.IsAncestor(there, here))
        {
            bag.Add(
                PublishDiagnostics.LocalBranchDiverged,
                new SourceText(name, "").Start,
                $"The local branch '{name}' and the one of the remote hold commits that the other does not.",
                $"If nothing but 'publish' wrote it: git branch -D {name}");
        }

        return here;
    }

    private static PublishedBranch WithNote(PublishedBranch branch, HydratorMetadata? note) =>
        branch with { SourceSha = note?.DrySha ?? branch.Metadata?.DrySha, OutputDigest = note?.OutputDigest };

    private static HydratorMetadata? NoteOf(string? notes, string? tip, GitObjects objects)
    {
        if (notes is null || tip is null)
        {
            return null;
        }

        // A tree of notes is spread over folders once it is large (git-notes(1)): with one level or two.
        var note = new[] { tip, $"{tip[..2]}/{tip[2..]}", $"{tip[..2]}/{tip[2..4]}/{tip[4..]}" }
            .Select(path => objects.ReadFile(notes, path, SpecFolder.MaxFileBytes))
            .FirstOrDefault(bytes => bytes is not null);
        return note is null ? null : HydratorMetadata.Read(note);
    }

    private ImmutableSortedDictionary<string, string> LocalReferences()
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var listing = repository.Command.ReadLine("for-each-ref", "--format=%(objectname) %(refname)", GitRef.Heads, $"{GitRef.Remotes}{settings.TrackedRemote}/", GitRef.HydratorNotes);
        foreach (var line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            found[line[(space + 1)..]] = line[..space];
        }

        return found.ToImmutable();
    }

    private IEnumerable<string> Patterns()
    {
        yield return GitRef.Heads + settings.Branch.For(All);
        if (settings.Proposal is { } proposal)
        {
            yield return GitRef.Heads + proposal.For(All);
        }

        if (settings.Notes == CommitNotes.Write)
        {
            yield return GitRef.HydratorNotes;
        }
    }
}

/// <param name="Branches">In the order of clusters.</param>
/// <param name="Notes">The commit of the notes that count: those of the remote, where there is one.</param>
/// <param name="LocalNotes">The same in the local repository.</param>
internal sealed record BranchesFound(ImmutableArray<PublishedBranch> Branches, string? Notes, string? LocalNotes);
