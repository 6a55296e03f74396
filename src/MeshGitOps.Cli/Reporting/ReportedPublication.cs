using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Everything that the report of <c>publish</c> is made of.</summary>
/// <param name="Source">The commit that is rendered.</param>
/// <param name="Target">Null where what is published cannot be read.</param>
/// <param name="Publication">Null where findings stopped it before.</param>
/// <param name="Difference">What was committed of the output; empty where nothing was.</param>
internal sealed record ReportedPublication(
    PublishRequest Request,
    string Source,
    PublicationTarget? Target,
    Publication? Publication,
    OutputDifference Difference,
    ImmutableArray<Diagnostic> Findings)
{
    public HeldBack HeldBack { get; init; }

    public ExitCode ExitCode { get; init; }

    public TimeSpan Elapsed { get; init; }

    public string Version { get; init; } = ToolVersion.Text;

    /// <summary>One word: published, unchanged, unpushed or stopped.</summary>
    public string Outcome => Publication switch
    {
        { Outcome: PublicationOutcome.Published } => "published",
        { Outcome: PublicationOutcome.Unchanged } => "unchanged",
        { Commits.IsEmpty: false } => "unpushed",
        _ => "stopped",
    };

    /// <summary>The branches that hold the output now; none that does not come to be.</summary>
    public IEnumerable<MovedBranch> Branches =>
        from branch in Target?.Branches ?? []
        let commit = Publication?.Commits.FirstOrDefault(made => made.Branch == branch.Name)
        let tip = commit?.Commit ?? branch.Tip
        where tip is not null
        select new MovedBranch(branch, commit is null ? branch.Tip : commit.Old, tip, commit is not null);

    public bool IsPushed => Publication is { Outcome: PublicationOutcome.Published } && Target?.Settings.Remote is not null;
}

/// <param name="Old">Null where there was no such branch.</param>
/// <param name="New">The commit that it stands at now.</param>
internal sealed record MovedBranch(TargetBranch Branch, string? Old, string New, bool IsChanged);
