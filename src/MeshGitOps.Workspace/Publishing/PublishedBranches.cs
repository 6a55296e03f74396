using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>What is published before a publication.</summary>
public sealed class PublishedBranches : IDisposable
{
    internal PublishedBranches(BranchesFound found, GitOutput output)
    {
        Branches = found.Branches;
        Notes = found.Notes;
        LocalNotes = found.LocalNotes;
        Output = output;
    }

    /// <summary>In the order of clusters.</summary>
    public ImmutableArray<PublishedBranch> Branches { get; }

    /// <summary>The rendered files of all branches as one output.</summary>
    public GitOutput Output { get; }

    /// <summary>Whether every branch holds exactly this, as far as its note says; where it does, nothing else need be read.</summary>
    public bool Hold(OutputTree tree)
    {
        var digest = new OutputDigest(tree);
        return Branches.All(branch => branch.Tip is null ? !digest.Concerns(branch.Cluster) : branch.OutputDigest == digest.For(branch.Cluster));
    }

    internal string? Notes { get; }

    internal string? LocalNotes { get; }

    public void Dispose() => Output.Dispose();
}
