using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace;

/// <summary>Where an output folder lies, and what findings call the files in it.</summary>
internal sealed record OutputNames(string Root, string DisplayName)
{
    /// <summary>No cluster has this name: a cluster's begins with a letter or digit.</summary>
    public const string TransactionFolder = ".meshgitops/.transaction";

    /// <summary>The names of files in a commit, as git writes them: <c>main:rendered/clusters/…</c>. There is no path on disk.</summary>
    public static OutputNames InCommit(string revision, string folder) => new("", $"{revision}:{folder}");

    public string FullPath(string path) => path.Length == 0 ? Root : Path.Combine(Root, path);

    public SourceLocation Location(string path) => new SourceText(DisplayPath(path), "").Start;

    public string DisplayPath(string path) =>
        path.Length == 0 ? DisplayName : DisplayName.Length == 0 || DisplayName.EndsWith(':') ? DisplayName + path : $"{DisplayName}/{path}";

    public Diagnostic LinkFinding(string path) => Diagnostic.Create(
        WorkspaceDiagnostics.LinkInOutput,
        Location(path),
        $"A symbolic link lies at '{DisplayPath(path)}' in the output.",
        "Delete the link, then render again.");

    public Diagnostic InTheWayFinding(string path, string reason) => Diagnostic.Create(
        WorkspaceDiagnostics.InTheWay,
        Location(path),
        $"'{DisplayPath(path)}' {reason}.",
        "Move it away, or delete it if it is a leftover, then render again.");

    /// <summary>Turns what the disk or git refuses into a finding.</summary>
    public ImmutableArray<Diagnostic> Guard(Func<ImmutableArray<Diagnostic>> work)
    {
        try
        {
            return work();
        }
        catch (GitException exception)
        {
            return
            [
                Diagnostic.Create(
                    GitDiagnostics.ObjectMissing,
                    Location(""),
                    $"The output '{DisplayName}' cannot be read, because {exception.Message}.",
                    "Fetch the branch without a filter, as 'git fetch --refetch --no-filter' does."),
            ];
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            return
            [
                Diagnostic.Create(
                    WorkspaceDiagnostics.OutputUnusable,
                    Location(""),
                    $"The output '{DisplayName}' cannot be used because {DiskFailure.Reason(exception)}.",
                    "Check the rights and the free space of the folder, then start again."),
            ];
        }
    }
}
