using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Cli.Reporting;

/// <summary>
/// The paths of the command line as a filter of the report: the graph is always whole,
/// so a list of files that pre-commit cuts in pieces finds the same as the whole workspace.
/// </summary>
internal static class PathFilter
{
    /// <summary>Findings at or below one of the paths, or that speak of such a place.</summary>
    /// <param name="paths">From the root of the repository; one at or above the workspace lets everything through.</param>
    public static ImmutableArray<Diagnostic> Apply(
        ImmutableArray<Diagnostic> findings,
        ImmutableArray<string> paths,
        string workspaceFolder)
    {
        if (paths.Any(path => SourcePaths.IsWithin(workspaceFolder, path)))
        {
            return findings;
        }

        return
        [
            .. findings.Where(finding =>
                finding.Related.Select(place => place.Location.Path)
                    .Append(finding.Location.Path)
                    .Any(place => paths.Any(path => SourcePaths.IsWithin(place, path)))),
        ];
    }
}
