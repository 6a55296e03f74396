using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>What a publication goes to, as it stands now: the output folder on the current branch, or branches of their own.</summary>
internal abstract class PublicationTarget(PublishSettings settings) : IDisposable
{
    public PublishSettings Settings => settings;

    public abstract string DisplayName { get; }

    /// <summary>The output from the root of what is committed to; "" is the root.</summary>
    public abstract string Directory { get; }

    public abstract RenderedOutput Output { get; }

    /// <summary>What is written, as it stood before, in the order of clusters.</summary>
    public abstract ImmutableArray<TargetBranch> Branches { get; }

    /// <summary>Why nothing may be published.</summary>
    public abstract ImmutableArray<Diagnostic> Check(SourceCommit source);

    /// <summary>Whether all of that is published already; no answer is a no.</summary>
    public virtual bool Holds(OutputTree tree) => false;

    /// <param name="tree">All that is there afterwards.</param>
    public abstract Diagnosed<Publication> Publish(OutputTree tree, OutputDifference difference, SourceCommit source, DateTimeOffset now);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>What is published now; null with findings where that cannot be read.</summary>
    /// <exception cref="UsageException">The options do not go together.</exception>
    public static Diagnosed<PublicationTarget?> Open(SpecSet specs, WorkspaceRun run, GitRepository repository, PublishRequest request)
    {
        var publish = specs.Workspace.Publish;
        var to = request.To ?? (request.Branch is not null ? PublishTarget.Branch : publish.EffectiveTarget);
        var settings = SettingsOf(specs, request, to);
        return to == PublishTarget.Branch
            ? BranchTarget.Open(specs, repository, settings)
            : DirectoryTarget.Open(specs, run, repository, settings);
    }

    /// <summary>That others moved the branch each time.</summary>
    public Diagnostic Moved(int attempts) => Diagnostic.Create(
        Settings.Remote is null ? PublishDiagnostics.LocalBranchMoved : PublishDiagnostics.RemoteMoved,
        new SourceText(Settings.Branch.Text, "").Start,
        $"Branch '{Settings.Branch}' was moved by somebody else in each of {attempts} attempts.",
        "Start again, or allow more with '--attempts'.");

    private static PublishSettings SettingsOf(SpecSet specs, PublishRequest request, PublishTarget to)
    {
        if (to == PublishTarget.Directory && (request.Propose || request.Branch is not null))
        {
            throw new UsageException(request.Propose
                ? "Option '--propose' needs '--to branch'. To propose the output directory, commit it on a branch of yours: git switch -c TOPIC, then publish."
                : "Option '--branch' needs '--to branch': the output directory is committed on the branch that is checked out.");
        }

        if (to == PublishTarget.Directory && request.Source != PublishRequest.CheckedOut)
        {
            throw new UsageException("Option '--source' needs '--to branch': the output directory lies beside the sources that it is rendered from.");
        }

        if (request.Remote is not null && !request.Push && !request.Propose)
        {
            throw new UsageException("Option '--remote' needs '--push' or '--propose': without them nothing leaves this repository.");
        }

        var branch = request.Branch ?? specs.Workspace.Publish.EffectiveBranch;
        var remote = request.Remote ?? specs.Workspace.Publish.EffectiveRemote;
        return new PublishSettings(branch, specs.WorkspaceFolder, ToolVersion.Text)
        {
            Remote = request.Push || request.Propose ? remote : null,
            TrackedRemote = remote,
            Proposal = request.Propose ? ProposalOf(branch, request.Proposal) : null,
            RepositoryUrl = specs.Workspace.Delivery?.Repository?.Value,
            Author = request.Author,
            MessageTemplate = request.Message,
            Signing = request.Signing,
            Notes = request.Notes,
            StaleSource = request.StaleSource,
            ForeignBranch = request.ForeignBranch,
        };
    }

    private static BranchPattern ProposalOf(BranchPattern branch, BranchPattern? given)
    {
        var proposal = given ?? BranchPattern.TryCreate(branch.Text + PublishSettings.NextSuffix, out _);
        if (proposal is null || proposal == branch)
        {
            throw new UsageException($"Option '--propose' needs a branch other than '{branch}' that is not too long.");
        }

        return proposal.IsPerCluster == branch.IsPerCluster
            ? proposal
            : throw new UsageException($"Option '--propose' needs '{BranchPattern.Placeholder}' where '{branch}' has it, and nowhere else.");
    }
}
