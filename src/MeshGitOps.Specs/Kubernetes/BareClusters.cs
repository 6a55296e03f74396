using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>
/// Specs of clusters that nobody wrote, so that manifests alone can be checked:
/// each names every YAML file at its paths, and declares nothing else.
/// </summary>
public static class BareClusters
{
    /// <summary>
    /// Sorted by name. Policies and the Workspace of <paramref name="specs"/> are no manifests.
    /// The input of Kustomize and Helm is left out with a finding, once for each folder.
    /// </summary>
    public static Diagnosed<ImmutableArray<ClusterSpec>> Find(ISourceFolder folder, SpecSet specs, ImmutableArray<BareCluster> clusters)
    {
        var diagnostics = new DiagnosticBag();
        var others = specs.Policies.Select(policy => policy.Source.Path)
            .Append(SourcePaths.Join(specs.WorkspaceFolder, WorkspaceSpec.FileName))
            .ToHashSet(StringComparer.Ordinal);
        var found = ImmutableArray.CreateBuilder<ClusterSpec>(clusters.Length);
        foreach (var cluster in clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal))
        {
            var files = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var path in cluster.Paths)
            {
                files.UnionWith(FilesAt(folder, path, diagnostics));
            }

            files.ExceptWith(others);
            found.Add(SpecOf(cluster, files, specs.WorkspaceFolder));
        }

        return diagnostics.With(found.DrainToImmutable());
    }

    private static IEnumerable<string> FilesAt(ISourceFolder folder, string path, DiagnosticBag diagnostics)
    {
        switch (folder.EntryAt(path))
        {
            case SourceEntry.File:
                return [path];
            case SourceEntry.Folder:
                var (rendered, findings) = RenderedFolders.FindAll(folder, folder.FilesBelow(path));
                diagnostics.AddRange(findings);
                return rendered.Where(SourceFiles.IsYaml);
            case var entry:
                var written = new Located<string>(path, new SourceText(path, "").Start);
                diagnostics.Add(entry switch
                {
                    SourceEntry.Outside => SourceFiles.ProblemOf(SourcePathProblem.Outside, written),
                    SourceEntry.Submodule => SourceFiles.ProblemOf(SourcePathProblem.Submodule, written),
                    _ => Diagnostic.Create(SourceDiagnostics.NotFound, written.Location, $"There is no file or folder '{path}'."),
                });
                return [];
        }
    }

    private static ClusterSpec SpecOf(BareCluster cluster, SortedSet<string> files, string workspaceFolder)
    {
        var place = new SourceText(cluster.Paths.FirstOrDefault() is { Length: > 0 } path ? path : ".", "").Start;
        var none = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        return new ClusterSpec
        {
            Metadata = new SpecMetadata(new Located<string>(cluster.Name, place), none, none, place),
            Manifests =
            [
                .. files.Select(file => new ManifestSource(
                    new Located<string>($"./{SourcePaths.RelativeTo(workspaceFolder, file)}", new SourceText(file, "").Start),
                    null)),
            ],
        };
    }
}
