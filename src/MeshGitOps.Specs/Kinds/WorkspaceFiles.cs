using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Which files a workspace reads, by its paths alone.</summary>
/// <param name="Named">Spec files that are written out; nothing leaves them out.</param>
/// <param name="Found">Spec files found in folders and by globs; those below manifests of clusters are still to be left out.</param>
/// <param name="Policies">Policy files.</param>
internal sealed record WorkspaceFiles(ImmutableArray<string> Named, ImmutableArray<string> Found, ImmutableArray<string> Policies)
{
    private const string DefaultPolicies = "policies";
    private const string DefaultTemplates = "templates";

    public static Diagnosed<WorkspaceFiles> Find(ISourceFolder folder, WorkspaceSpec workspace, string workspaceFolder)
    {
        var diagnostics = new DiagnosticBag();
        var policies = PoliciesOf(folder, workspace, workspaceFolder, diagnostics);
        var left = LeftOut(workspace, workspaceFolder, diagnostics);
        var policySet = policies.ToHashSet(StringComparer.Ordinal);
        var named = new SortedSet<string>(StringComparer.Ordinal);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (workspace.Specs.IsEmpty)
        {
            found.UnionWith(folder.FilesBelow(workspaceFolder).Where(SourceFiles.IsYaml));
        }

        foreach (var path in workspace.Specs)
        {
            var (files, findings) = SourceFiles.Resolve(folder, workspaceFolder, path);
            diagnostics.AddRange(findings);
            var isNamed = SourcePaths.Resolve(workspaceFolder, path.Value, out var resolved) == SourcePathProblem.None
                && files is [var single]
                && single == resolved;
            (isNamed ? named : found).UnionWith(files);
        }

        found.RemoveWhere(file => policySet.Contains(file)
            || named.Contains(file)
            || left.Exists(path => SourcePaths.IsWithin(file, path)));
        return diagnostics.With(new WorkspaceFiles([.. named], [.. found], policies));
    }

    /// <summary>The policy files alone.</summary>
    public static Diagnosed<ImmutableArray<string>> FindPolicies(ISourceFolder folder, WorkspaceSpec workspace, string workspaceFolder)
    {
        var diagnostics = new DiagnosticBag();
        return diagnostics.With(PoliciesOf(folder, workspace, workspaceFolder, diagnostics));
    }

    private static ImmutableArray<string> PoliciesOf(
        ISourceFolder folder,
        WorkspaceSpec workspace,
        string workspaceFolder,
        DiagnosticBag diagnostics)
    {
        if (workspace.Policies.IsEmpty)
        {
            var path = SourcePaths.Join(workspaceFolder, DefaultPolicies);
            return folder.EntryAt(path) == SourceEntry.Folder ? [.. folder.FilesBelow(path).Where(SourceFiles.IsYaml)] : [];
        }

        var (files, findings) = SourceFiles.Resolve(folder, workspaceFolder, workspace.Policies);
        diagnostics.AddRange(findings);
        return files;
    }

    private static List<string> LeftOut(WorkspaceSpec workspace, string workspaceFolder, DiagnosticBag diagnostics)
    {
        var paths = new List<string> { SourcePaths.Join(workspaceFolder, WorkspaceSpec.FileName) };
        Add(workspace.OutputDirectory, WorkspaceSpec.DefaultOutputDirectory);
        Add(workspace.LockFile, WorkspaceSpec.DefaultLockFile);
        if (workspace.Templates.IsEmpty)
        {
            Add(null, DefaultTemplates);
        }

        foreach (var templates in workspace.Templates)
        {
            Add(templates, DefaultTemplates);
        }

        return paths;

        void Add(Located<string>? written, string normally)
        {
            var problem = SourcePaths.Resolve(workspaceFolder, written?.Value ?? normally, out var path);
            if (problem == SourcePathProblem.None)
            {
                paths.Add(path);
            }
            else if (written is not null)
            {
                diagnostics.Add(SourceFiles.ProblemOf(problem, written));
            }
        }
    }
}
