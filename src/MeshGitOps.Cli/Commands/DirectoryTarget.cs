using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>The output folder, committed on the branch that is checked out.</summary>
internal sealed class DirectoryTarget : PublicationTarget
{
    private readonly OutputFolder _folder;
    private readonly DirectoryPublisher _publisher;

    private DirectoryTarget(PublishSettings settings, string directory, ImmutableArray<TargetBranch> branches, OutputFolder folder, DirectoryPublisher publisher)
        : base(settings)
    {
        Directory = directory;
        Branches = branches;
        _folder = folder;
        _publisher = publisher;
    }

    public override string DisplayName => $"{Directory}/";

    public override string Directory { get; }

    public override RenderedOutput Output => _folder;

    public override ImmutableArray<TargetBranch> Branches { get; }

    public static Diagnosed<PublicationTarget?> Open(SpecSet specs, WorkspaceRun run, GitRepository repository, PublishSettings settings)
    {
        var directory = WorkspaceFiles.OutputPath(specs) ?? WorkspaceSpec.DefaultOutputDirectory;
        var publisher = new DirectoryPublisher(repository, settings, directory);
        if (repository.WorkTree is null)
        {
            return new(null, publisher.Check());
        }

        var (folder, findings) = OutputFolder.Open(run.PathToWrite(directory), directory);
        if (folder is null)
        {
            return new(null, findings);
        }

        ImmutableArray<TargetBranch> branches = repository.CurrentBranch() is { } branch ? [new TargetBranch(branch, repository.Commit(PublishRequest.CheckedOut))] : [];
        return new(new DirectoryTarget(settings, directory, branches, folder, publisher), findings);
    }

    public override ImmutableArray<Diagnostic> Check(SourceCommit source) => _publisher.Check();

    public override Diagnosed<Publication> Publish(OutputTree tree, OutputDifference difference, SourceCommit source, DateTimeOffset now)
    {
        var failures = _publisher.CheckFiles(tree.Files.Select(file => file.Path));
        if (failures.IsEmpty)
        {
            failures = _folder.Apply(difference);
        }

        return failures.IsEmpty ? _publisher.Publish(source, now) : new(new Publication(PublicationOutcome.Refused, []), failures);
    }
}
