using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// What a workspace reads must not lie in the folder that it writes to: the output is left out of all reading,
/// so that specs and manifests in it would silently be missing. Only a file that is named itself is read there.
/// </summary>
public static class OutputOverlap
{
    /// <summary>A phrase for what the output folder holds, with the place that names it; null where it holds nothing that is read.</summary>
    /// <param name="output">From the root of the repository.</param>
    public static (string Phrase, Located<string>? Input)? Find(SpecSet specs, string output)
    {
        if (SourcePaths.IsWithin(specs.WorkspaceFolder, output))
        {
            return ("the folder of the workspace", null);
        }

        var workspace = specs.Workspace;
        foreach (var path in workspace.Specs.Concat(workspace.Policies).Concat(workspace.Templates))
        {
            if (Holds(path))
            {
                return ($"'{path.Value}', which the Workspace names", path);
            }
        }

        foreach (var cluster in specs.Clusters)
        {
            foreach (var path in cluster.Manifests.Select(source => source.Path))
            {
                if (Holds(path))
                {
                    return ($"'{path.Value}', which Cluster '{cluster.Metadata.Name.Value}' names", path);
                }
            }
        }

        return null;

        bool Holds(Located<string> path) =>
            SourcePaths.Resolve(specs.WorkspaceFolder, path.Value, out var resolved) == SourcePathProblem.None
            && (SourceGlob.IsGlob(resolved)
                ? SourcePaths.IsWithin(SourceGlob.FolderOf(resolved), output)
                : SourcePaths.IsWithin(resolved, output) && !SourceFiles.IsYaml(resolved));
    }

    /// <summary>The finding for the output directory of the workspace, at the field or, where it is the default, at what lies in it.</summary>
    internal static void Check(SpecSet specs, DiagnosticBag diagnostics)
    {
        var directory = specs.Workspace.OutputDirectory;
        var name = directory?.Value ?? Workspaces.WorkspaceSpec.DefaultOutputDirectory;
        if (SourcePaths.Resolve(specs.WorkspaceFolder, name, out var output) != SourcePathProblem.None
            || Find(specs, output) is not var (phrase, input)
            || (directory?.Location ?? input?.Location) is not { } location)
        {
            return;
        }

        var message = $"The output directory '{name}' holds {phrase}.";
        const string Help = "Write the output to a folder of its own, such as 'rendered'.";
        diagnostics.Add(directory is null || input is null
            ? Diagnostic.Create(SourceDiagnostics.OutputOverInput, location, message, Help)
            : Diagnostic.Create(SourceDiagnostics.OutputOverInput, location, message, Help, new RelatedLocation(input.Location, "This is read.")));
    }
}
