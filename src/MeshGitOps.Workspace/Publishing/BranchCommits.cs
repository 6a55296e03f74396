using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Makes the commits of a publication; nothing refers to them yet.</summary>
internal sealed class BranchCommits(
    GitRepository repository,
    PublishSettings settings,
    SourceCommit source,
    CommitIdentity identity)
{
    /// <summary>Where the source lives; null where nothing says so.</summary>
    private readonly string? _repositoryUrl = GitRemote.SourceUrl(repository, settings);

    /// <summary>One commit for each branch whose rendered files differ, or whose proposal does not stand on it.</summary>
    /// <exception cref="GitException">Git failed.</exception>
    public Diagnosed<ImmutableArray<BranchCommit>> Make(PublishedBranches branches, OutputDifference difference)
    {
        var writes = difference.Writes.ToLookup(file => Inventory.ClusterOf(file.Path.Value), StringComparer.Ordinal);
        var deletes = difference.Deletes.ToLookup(file => Inventory.ClusterOf(file.Path.Value), StringComparer.Ordinal);
        var changes = branches.Branches
            .Select(branch => branch.Cluster is { } cluster
                ? new BranchChange(branch, [.. writes[cluster]], [.. deletes[cluster]])
                : new BranchChange(branch, difference.Writes, difference.Deletes))
            .Where(change => !change.Writes.IsEmpty || !change.Deletes.IsEmpty || IsOutdated(change.Branch))
            .ToImmutableArray();
        if (changes.IsEmpty)
        {
            return new([], []);
        }

        var made = Import(changes);
        if (settings.Signing == CommitSigning.Sign)
        {
            var signed = made.Select(commit => Sign(commit)).ToImmutableArray();
            if (signed.FirstOrDefault(result => !result.Diagnostics.IsEmpty) is { } failed)
            {
                return new([], failed.Diagnostics);
            }

            made = [.. signed.Select(result => result.Value)];
        }

        return new([.. made.Where(commit => !IsProposedAlready(commit))], []);
    }

    /// <summary>Branches that were published here before and are not on the remote yet, and that this run does not change.</summary>
    public ImmutableArray<BranchCommit> Unpushed(PublishedBranches branches, ImmutableArray<BranchCommit> made) =>
        settings.Proposal is not null
            ? []
            :
            [
                .. branches.Branches
                    .Where(branch => branch.Tip is not null && branch.Tip != branch.RemoteTip && made.All(commit => commit.Branch != branch))
                    .Select(branch => new BranchCommit(branch, branch.Tip!)),
            ];

    /// <summary>
    /// A note for each commit, and for each branch that the source leaves as it is: a reader sees that it was looked at.
    /// Null where every note says so already.
    /// </summary>
    /// <exception cref="GitException">Git failed.</exception>
    public RefUpdate? MakeNotes(PublishedBranches branches, ImmutableArray<BranchCommit> made, OutputTree tree)
    {
        var byBranch = made.ToDictionary(commit => commit.Branch.Name, commit => commit.Name, StringComparer.Ordinal);
        var commits = branches.Branches
            .Select(branch => (Branch: branch, Commit: byBranch.GetValueOrDefault(branch.Name)
                ?? (branch.SourceSha == source.Sha ? null : settings.Proposal is null ? branch.Tip : branch.ProposalTip)))
            .Where(noted => noted.Commit is not null)
            .DistinctBy(noted => noted.Commit, StringComparer.Ordinal)
            .ToImmutableArray();
        if (commits.IsEmpty)
        {
            return null;
        }

        var digest = new OutputDigest(tree);
        var noted = commits.Select(noted => (noted.Commit!, HydratorMetadata.WriteNote(source.Sha, digest.For(noted.Branch.Cluster)))).ToImmutableArray();
        var commit = FastImport.Run(repository, [new ImportedCommit(identity, "Notes added by meshgitops\n") { Parent = branches.Notes, Notes = noted }]);
        return new RefUpdate(GitRef.HydratorNotes, branches.Notes, commit[0]);
    }

    private ImmutableArray<BranchCommit> Import(ImmutableArray<BranchChange> changes)
    {
        using var objects = new GitObjects(repository.Command);
        var commits = changes.Select(change => Commit(change, objects)).ToImmutableArray();
        var names = FastImport.Run(repository, commits);
        return [.. changes.Zip(names, (change, name) => new BranchCommit(change.Branch, name))];
    }

    /// <summary>
    /// On the published commit; a proposal stands on the one before it as well, so that its branch only goes forward,
    /// with the published tree as its base either way.
    /// </summary>
    private ImportedCommit Commit(BranchChange change, GitObjects objects)
    {
        var branch = change.Branch;
        var isProposal = branch.ProposalTip is not null && branch.ProposalTip != branch.Tip;
        var parent = isProposal ? branch.ProposalTip : branch.Tip;
        var merged = isProposal && branch.Tip is not null && !repository.IsAncestor(branch.Tip, branch.ProposalTip!) ? branch.Tip : null;
        return new ImportedCommit(
            identity,
            CommitMessage.Write(settings.MessageTemplate, source, branch.Proposal ?? branch.Name, settings.WorkspaceFolder, _repositoryUrl, settings.ToolVersion))
        {
            Parent = parent,
            Merged = merged,
            Tree = isProposal ? TreeOf(branch.Tip) : null,
            Deletes = [.. change.Deletes.Select(file => file.Path.Value)],
            Writes =
            [
                .. change.Writes.Select(file => new ImportedFile(file.Path.Value, file.Bytes)),
                .. BranchFiles.Of(path => ReadPublished(branch.Tip, path, objects), source, _repositoryUrl, settings.WorkspaceFolder),
            ],
        };
    }

    /// <summary>Nothing of a folder, a submodule or a file that is too large: it lies there, and is not ours.</summary>
    private byte[]? ReadPublished(string? commit, string path, GitObjects objects) =>
        objects.ReadFile(commit, path, SpecFolder.MaxFileBytes)
        ?? (commit is not null && repository.Command.Read("ls-tree", "--full-tree", commit, "--", path).Length > 0 ? [] : null);

    /// <summary>Its tree; git knows the empty one without holding it.</summary>
    private string TreeOf(string? commit) => commit is null
        ? Encoding.ASCII.GetString(repository.Command.Run(GitTrust.Isolated, "hash-object", "-t", "tree", "-w", "--stdin").Output).TrimEnd('\n')
        : repository.Command.ReadLine("rev-parse", $"{commit}^{{tree}}");

    /// <summary>A proposal that is open while the source is what is published again.</summary>
    private bool IsOutdated(PublishedBranch branch) =>
        branch.ProposalTip is { } proposal
        && branch.Tip is { } tip
        && !repository.IsAncestor(proposal, tip)
        && HaveOtherManifests(proposal, tip);

    /// <summary>The proposal that is open holds the same files.</summary>
    private bool IsProposedAlready(BranchCommit commit) =>
        commit.Branch.ProposalTip is { } tip && !HaveOtherManifests(tip, commit.Name);

    private bool HaveOtherManifests(string commit, string other) =>
        repository.Command.ReadLine("diff-tree", "-r", "-z", "--name-only", commit, other)
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Any(path => !BranchFiles.IsOne(path));

    private Diagnosed<BranchCommit> Sign(BranchCommit commit)
    {
        var parents = repository.Command.ReadLine("rev-parse", $"{commit.Name}^@").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var message = repository.Command.ReadLine("log", "-1", "--format=%B", "--no-show-signature", commit.Name);
        var result = repository.Command.Run(
            GitTrust.User,
            Encoding.UTF8.GetBytes(message + "\n"),
            [.. identity.Settings(), "commit-tree", "-S", .. parents.SelectMany(parent => new[] { "-p", parent }), "-F", "-", TreeOf(commit.Name)]);
        return result.Line is { } name
            ? new(commit with { Name = name }, [])
            : new(commit,
            [
                Diagnostic.Create(
                    PublishDiagnostics.SigningFailed,
                    new SourceText("git config", "").Start,
                    $"The commit for branch '{commit.Branch.Name}' cannot be signed, because git says: {result.Reason}.",
                    "Set 'user.signingKey' and 'gpg.format' as 'git commit -S' needs them, or publish without '--sign'."),
            ]);
    }

    private sealed record BranchChange(PublishedBranch Branch, ImmutableArray<PendingFile> Writes, ImmutableArray<PendingDelete> Deletes);
}

/// <param name="Name">Of the commit.</param>
internal sealed record BranchCommit(PublishedBranch Branch, string Name)
{
    public RefUpdate Update => new(Branch.Reference, Branch.SeenTip, Name);

    public PublishedCommit Published => new(Branch.Proposal ?? Branch.Name, Branch.SeenTip, Name);
}
