using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>The stage from files to specs: finds the workspace, reads, checks and binds its documents, resolves references.</summary>
public static class SpecReader
{
    /// <param name="folder">The repository; nothing outside of it is read.</param>
    /// <param name="startFolder">Where the search for <c>meshgitops.yaml</c> begins, going up to the root ("").</param>
    /// <param name="maxParallelism">Threads, from 1; the result does not depend on it.</param>
    public static Diagnosed<SpecSet> Read(ISourceFolder folder, string startFolder, int maxParallelism)
    {
        var workspaceFolder = FindWorkspaceFolder(folder, startFolder);
        var collector = new SpecCollector(workspaceFolder ?? startFolder);
        if (workspaceFolder is not null)
        {
            collector.AddWorkspace(ReadWorkspace(folder, workspaceFolder));
            if (collector.IsWorkspaceUnreadable)
            {
                return collector.CollectFindings();
            }
        }

        var (files, findings) = WorkspaceFiles.Find(folder, collector.Workspace, collector.WorkspaceFolder);
        collector.Add(findings);
        foreach (var file in ReadSpecs(folder, files, collector.WorkspaceFolder, maxParallelism))
        {
            collector.AddSpecs(file);
        }

        foreach (var file in ForEach(files.Policies, maxParallelism, path => Bind(Load(folder, path))))
        {
            collector.AddPolicies(file);
        }

        return collector.Collect();
    }

    /// <summary>What counts for manifests without specs: the version that a Workspace requires, and policies. Read where a Workspace names them, else in the folder 'policies'.</summary>
    /// <param name="startFolder">As for <see cref="Read"/>.</param>
    /// <param name="maxParallelism">As for <see cref="Read"/>.</param>
    public static Diagnosed<SpecSet> ReadPolicies(ISourceFolder folder, string startFolder, int maxParallelism)
    {
        var workspaceFolder = FindWorkspaceFolder(folder, startFolder);
        var collector = new SpecCollector(workspaceFolder ?? startFolder);
        if (workspaceFolder is not null)
        {
            collector.AddWorkspace(ReadWorkspace(folder, workspaceFolder));
            if (collector.IsWorkspaceUnreadable)
            {
                return collector.CollectFindings();
            }
        }

        var (files, findings) = WorkspaceFiles.FindPolicies(folder, collector.Workspace, collector.WorkspaceFolder);
        collector.Add(findings);
        foreach (var file in ForEach(files, maxParallelism, path => Load(folder, path)))
        {
            // Without a Workspace nobody said that the folder holds policies: it may be one of manifests.
            if (workspaceFolder is not null || (file.Source is { } source && MayBeOurs(source)))
            {
                collector.AddPolicies(Bind(file));
            }
        }

        var (specs, problems) = collector.Collect();
        var workspace = new WorkspaceSpec { Metadata = specs.Workspace.Metadata, RequiredVersion = specs.Workspace.RequiredVersion };
        return new(new SpecSet { Workspace = workspace, WorkspaceFolder = specs.WorkspaceFolder, Policies = specs.Policies, Counts = specs.Counts }, problems);
    }

    /// <summary>
    /// Whether a YAML file below the folder holds a spec, or a document that was meant to be one.
    /// Policies and the Workspace of <c>meshgitops.yaml</c> do not count.
    /// </summary>
    public static bool HoldsSpecs(ISourceFolder folder, string startFolder, int maxParallelism) =>
        ForEach([.. folder.FilesBelow(startFolder).Where(SourceFiles.IsYaml)], maxParallelism, path => HoldsSpecs(Load(folder, path)))
            .Contains(true);

    private static bool HoldsSpecs(LoadedFile file)
    {
        if (file.Source is not { } source || !MayBeOurs(source))
        {
            return false;
        }

        var bound = DocumentBinder.Bind(source);
        var isWorkspaceFile = SourcePaths.NameOf(file.Path) == WorkspaceSpec.FileName;
        return bound.Documents.Any(document => document.Kind != SpecKinds.Policy && !(isWorkspaceFile && document.Kind == SpecKinds.Workspace))
            || bound.Diagnostics.Any(finding => SpecDiagnostics.All.Contains(finding.Descriptor) && finding.Descriptor != SpecDiagnostics.KindNotSupportedYet);
    }

    private static bool MayBeOurs(SourceText source) => source.Text.Contains("meshgitop", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The nearest folder at or above <paramref name="startFolder"/> with a <c>meshgitops.yaml</c>, or null.
    /// A link out of the repository counts: passed over, it would render with other settings than somebody meant.
    /// </summary>
    public static string? FindWorkspaceFolder(ISourceFolder folder, string startFolder)
    {
        for (var current = startFolder; ; current = SourcePaths.FolderOf(current))
        {
            if (folder.EntryAt(SourcePaths.Join(current, WorkspaceSpec.FileName)) is SourceEntry.File or SourceEntry.Outside)
            {
                return current;
            }

            if (current.Length == 0)
            {
                return null;
            }
        }
    }

    private static BoundFile ReadWorkspace(ISourceFolder folder, string workspaceFolder) =>
        Bind(Load(folder, SourcePaths.Join(workspaceFolder, WorkspaceSpec.FileName)));

    /// <summary>
    /// The manifests of clusters are known only when the Clusters are bound, and may be most of the files:
    /// what may hold a Cluster is parsed first, and what lies below manifests is never parsed here.
    /// </summary>
    private static IEnumerable<BoundFile> ReadSpecs(
        ISourceFolder folder,
        WorkspaceFiles files,
        string workspaceFolder,
        int maxParallelism)
    {
        ImmutableArray<string> paths = [.. files.Named, .. files.Found];
        var loaded = ForEach(paths, maxParallelism, path => Load(folder, path));
        var first = ForEach(loaded, maxParallelism, file => MayHoldCluster(file.Source) ? Bind(file) : null);
        var clusters = first
            .OfType<BoundFile>()
            .SelectMany(file => file.Documents)
            .Select(document => document.Spec)
            .OfType<ClusterSpec>();
        var manifests = new ManifestFolders(clusters, workspaceFolder);
        var all = ForEach([.. Enumerable.Range(0, paths.Length)], maxParallelism, index =>
            index >= files.Named.Length && manifests.Contains(paths[index]) ? null : first[index] ?? Bind(loaded[index]));
        return all.OfType<BoundFile>();
    }

    private static bool MayHoldCluster(SourceText? source) =>
        source is not null
        && source.Text.Contains(SpecKinds.Group, StringComparison.Ordinal)
        && source.Text.Contains(SpecKinds.Cluster.Name, StringComparison.Ordinal);

    private static LoadedFile Load(ISourceFolder folder, string path)
    {
        var (source, findings) = folder.Read(path, null);
        return new LoadedFile(path, source, findings);
    }

    private static BoundFile Bind(LoadedFile file)
    {
        if (file.Source is null)
        {
            return new BoundFile(file.Path, [], file.Diagnostics, new ReadCounts(0, 0, 0));
        }

        var bound = DocumentBinder.Bind(file.Source);
        return bound with { Diagnostics = bound.Diagnostics.AddRange(file.Diagnostics) };
    }

    private static ImmutableArray<TResult> ForEach<T, TResult>(
        ImmutableArray<T> items,
        int maxParallelism,
        Func<T, TResult> select)
    {
        var results = new TResult[items.Length];
        if (maxParallelism <= 1)
        {
            for (var i = 0; i < items.Length; i++)
            {
                results[i] = select(items[i]);
            }
        }
        else
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = maxParallelism };
            Parallel.For(0, items.Length, options, i => results[i] = select(items[i]));
        }

        return [.. results];
    }

    private sealed record LoadedFile(string Path, SourceText? Source, ImmutableArray<Diagnostic> Diagnostics);
}
