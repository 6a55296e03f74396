using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>Branches whose root is the output.</summary>
internal sealed class BranchTarget : PublicationTarget
{
    private readonly BranchPublisher _publisher;
    private readonly PublishedBranches _branches;

    private BranchTarget(PublishSettings settings, BranchPublisher publisher, PublishedBranches branches)
        : base(settings)
    {
        _publisher = publisher;
        _branches = branches;
    }

    public override string DisplayName => $"Branch {Settings.Proposal ?? Settings.Branch}";

    public override string Directory => "";

    public override RenderedOutput Output => _branches.Output;

    public override ImmutableArray<TargetBranch> Branches =>
    [
        .. _branches.Branches.Select(branch => branch.Proposal is { } proposal
            ? new TargetBranch(proposal, branch.ProposalTip) { Base = branch.Name }
            : new TargetBranch(branch.Name, branch.Tip)),
    ];

    public static Diagnosed<PublicationTarget?> Open(SpecSet specs, GitRepository repository, PublishSettings settings)
    {
        var publisher = new BranchPublisher(repository, settings);
        var (branches, problems) = publisher.Read(specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
        return new(branches is null ? null : new BranchTarget(settings, publisher, branches), problems);
    }

    public override ImmutableArray<Diagnostic> Check(SourceCommit source) => _publisher.Check(_branches, source);

    public override bool Holds(OutputTree tree) => _branches.Hold(tree);

    public override Diagnosed<Publication> Publish(OutputTree tree, OutputDifference difference, SourceCommit source, DateTimeOffset now) =>
        _publisher.Publish(_branches, tree, difference, source, now);

    public override void Dispose()
    {
        _branches.Dispose();
        base.Dispose();
    }
}
