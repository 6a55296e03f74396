using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Finds folders whose files are the input of Kustomize or Helm, not what reaches the cluster.</summary>
internal static class RenderedFolders
{
    /// <summary>
    /// A finding where one of <paramref name="files"/> lies in such a folder, or null.
    /// A file that the spec names itself is taken as it is.
    /// </summary>
    public static Diagnostic? Find(ISourceFolder folder, string workspaceFolder, Located<string> path, ImmutableArray<string> files)
    {
        SourcePaths.Resolve(workspaceFolder, path.Value, out var resolved);
        if (files is [var only] && only == resolved && !IsKustomization(only) && !IsChart(only))
        {
            return null;
        }

        string? checkedFolder = null;
        foreach (var file in files)
        {
            var parent = SourcePaths.FolderOf(file);
            if (IsChart(file))
            {
                return ReportChart(path, parent);
            }

            var hasBareKustomization = parent != checkedFolder && folder.EntryAt(parent.Length == 0 ? "Kustomization" : $"{parent}/Kustomization") == SourceEntry.File;
            checkedFolder = parent;
            if (hasBareKustomization || IsKustomization(file))
            {
                return ReportKustomization(path, parent);
            }
        }

        return null;
    }

    /// <summary>The files that lie in no such folder, nor below one, and a finding at each folder.</summary>
    public static Diagnosed<ImmutableArray<string>> FindAll(ISourceFolder folder, ImmutableArray<string> files)
    {
        var diagnostics = new DiagnosticBag();
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var parent = SourcePaths.FolderOf(file);
            var isChart = IsChart(file);
            if ((isChart || IsKustomization(file) || SourcePaths.NameOf(file) == "Kustomization") && !IsBelow(parent, inputs))
            {
                inputs.Add(parent);
                var place = new Located<string>(parent, new SourceText(file, "").Start);
                diagnostics.Add(isChart ? ReportChart(place, parent) : ReportKustomization(place, parent));
            }
        }

        return diagnostics.With(inputs.Count == 0 ? files : files.RemoveAll(file => IsBelow(SourcePaths.FolderOf(file), inputs)));
    }

    private static bool IsBelow(string folder, HashSet<string> inputs)
    {
        for (var current = folder; ; current = SourcePaths.FolderOf(current))
        {
            if (inputs.Contains(current))
            {
                return true;
            }

            if (current.Length == 0)
            {
                return false;
            }
        }
    }

    private static bool IsKustomization(string file) => SourcePaths.NameOf(file) is "kustomization.yaml" or "kustomization.yml";

    private static bool IsChart(string file) => SourcePaths.NameOf(file) == "Chart.yaml";

    private static string Show(string folder) => folder.Length == 0 ? "." : folder;

    private static string NameOf(string folder) => folder.Length == 0 ? "release" : SourcePaths.NameOf(folder);

    private static Diagnostic ReportChart(Located<string> path, string folder) =>
        Report(path, folder, "is a Helm chart", $"helm template {NameOf(folder)} {Show(folder)}");

    private static Diagnostic ReportKustomization(Located<string> path, string folder) =>
        Report(path, folder, "is built by Kustomize", $"kubectl kustomize {Show(folder)}");

    private static Diagnostic Report(Located<string> path, string folder, string what, string command) => Diagnostic.Create(
        ManifestDiagnostics.NotRendered,
        path.Location,
        $"The folder '{Show(folder)}' {what}, so its files are not what reaches the cluster.",
        $"Render it with '{command} > rendered.yaml' and name the result.");
}
