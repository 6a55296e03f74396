using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Sources;

/// <summary>The YAML files that a path of a spec stands for: a file, a folder with all below it, or a glob.</summary>
public static class SourceFiles
{
    public static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal);

    /// <summary>
    /// The files, sorted ordinally; none, with a finding at the place of <paramref name="path"/>, where it leads nowhere.
    /// A file that is named itself may have any ending.
    /// </summary>
    /// <param name="workspaceFolder">What <paramref name="path"/> is relative to, from the root of the repository.</param>
    public static Diagnosed<ImmutableArray<string>> Resolve(ISourceFolder folder, string workspaceFolder, Located<string> path)
    {
        var problem = SourcePaths.Resolve(workspaceFolder, path.Value, out var resolved);
        if (problem != SourcePathProblem.None)
        {
            return new([], [ProblemOf(problem, path)]);
        }

        return SourceGlob.IsGlob(resolved)
            ? ResolveGlob(folder, resolved, path)
            : ResolvePlain(folder, resolved, path);
    }

    /// <summary>The files of several paths together, sorted, each once.</summary>
    public static Diagnosed<ImmutableArray<string>> Resolve(
        ISourceFolder folder,
        string workspaceFolder,
        ImmutableArray<Located<string>> paths)
    {
        var bag = new DiagnosticBag();
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var found = Resolve(folder, workspaceFolder, path);
            bag.AddRange(found.Diagnostics);
            files.UnionWith(found.Value);
        }

        return bag.With<ImmutableArray<string>>([.. files]);
    }

    /// <summary>The finding for a path that <see cref="SourcePaths.Resolve"/> refuses.</summary>
    public static Diagnostic ProblemOf(SourcePathProblem problem, Located<string> path)
    {
        var name = Shown.Of(path.Value, 200);
        return problem switch
        {
            SourcePathProblem.Outside => Diagnostic.Create(
                SourceDiagnostics.OutsideRepository,
                path.Location,
                $"The path '{name}' leads out of the repository.",
                "Copy what is needed into the repository, so that it is reviewed with the rest."),
            SourcePathProblem.Submodule => Diagnostic.Create(
                SourceDiagnostics.NotFound,
                path.Location,
                $"The path '{name}' lies in a submodule, whose files no commit of this repository holds.",
                "Copy what is needed into the repository, so that it is reviewed with the rest."),
            SourcePathProblem.Empty => Invalid("The path is empty.", "Write '.' for the folder of the workspace."),
            SourcePathProblem.Absolute => Invalid($"The path '{name}' is not relative.", "Write it relative to the folder of the workspace."),
            SourcePathProblem.Backslash => Invalid($"The path '{name}' has a backslash.", "Write '/' between the segments, on every system."),
            SourcePathProblem.Character => Invalid("The path has a control character.", null),
            SourcePathProblem.TooLong => Invalid($"The path has {path.Value.Length} characters, which is too long.", null),
            SourcePathProblem.ParentAfterWildcard => Invalid($"The path '{name}' has '..' after a wildcard.", "Write each '..' before the first '*' or '?'."),
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "There is no problem."),
        };

        Diagnostic Invalid(string message, string? help) =>
            Diagnostic.Create(SourceDiagnostics.InvalidPath, path.Location, message, help);
    }

    private static Diagnosed<ImmutableArray<string>> ResolvePlain(ISourceFolder folder, string resolved, Located<string> path) =>
        folder.EntryAt(resolved) switch
        {
            SourceEntry.File => new([resolved], []),
            SourceEntry.Folder => YamlFiles(
                folder.FilesBelow(resolved),
                path,
                $"The folder '{path.Value}' holds no '*.yaml' or '*.yml' file."),
            SourceEntry.Outside => new([], [ProblemOf(SourcePathProblem.Outside, path)]),
            SourceEntry.Submodule => new([], [ProblemOf(SourcePathProblem.Submodule, path)]),
            _ => new([], [Diagnostic.Create(
                SourceDiagnostics.NotFound,
                path.Location,
                $"There is no file or folder '{path.Value}'.",
                $"Paths are relative to the folder of the workspace: looked for '{resolved}' in the repository.")]),
        };

    private static Diagnosed<ImmutableArray<string>> ResolveGlob(ISourceFolder folder, string glob, Located<string> path)
    {
        var listed = SourceGlob.FolderOf(glob);
        var entry = folder.EntryAt(listed);
        if (entry is SourceEntry.Outside or SourceEntry.Submodule)
        {
            return new([], [ProblemOf(entry == SourceEntry.Outside ? SourcePathProblem.Outside : SourcePathProblem.Submodule, path)]);
        }

        ImmutableArray<string> files = entry == SourceEntry.Folder ? folder.FilesBelow(listed) : [];
        return YamlFiles(
            files.Where(file => SourceGlob.IsMatch(glob, file)),
            path,
            $"The pattern '{path.Value}' matches no '*.yaml' or '*.yml' file.");
    }

    private static Diagnosed<ImmutableArray<string>> YamlFiles(IEnumerable<string> files, Located<string> path, string emptyMessage)
    {
        ImmutableArray<string> found = [.. files.Where(IsYaml).Order(StringComparer.Ordinal)];
        return found.IsEmpty
            ? new([], [Diagnostic.Create(SourceDiagnostics.NothingMatches, path.Location, emptyMessage)])
            : new(found, []);
    }
}
