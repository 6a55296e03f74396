using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Reads what the manifests say runs in each cluster.</summary>
public static class ClusterInventories
{
    private const string DefaultNamespace = "default";

    /// <summary>
    /// One inventory per cluster, in their order. A file that several clusters name is read once.
    /// The result does not depend on the number of threads.
    /// </summary>
    /// <param name="workspaceFolder">What the paths of the clusters are relative to, from the root of the repository.</param>
    /// <param name="maxParallelism">Threads that read and parse; at least 1.</param>
    public static Diagnosed<ImmutableArray<ClusterInventory>> Read(
        ISourceFolder folder,
        string workspaceFolder,
        ImmutableArray<ClusterSpec> clusters,
        int maxParallelism) => Read(folder, workspaceFolder, clusters, (_, _) => false, maxParallelism);

    /// <summary>The same with more objects as they are written.</summary>
    /// <param name="keep">Whether the objects of an API version and kind are kept besides those that the tool keeps itself.</param>
    public static Diagnosed<ImmutableArray<ClusterInventory>> Read(
        ISourceFolder folder,
        string workspaceFolder,
        ImmutableArray<ClusterSpec> clusters,
        Func<string, string, bool> keep,
        int maxParallelism)
    {
        var bag = new DiagnosticBag();
        var resolver = new ManifestSourceResolver(folder, workspaceFolder, bag);
        var placements = clusters.Select(cluster => resolver.Resolve(cluster)).ToList();

        var causes = new SortedDictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var placement in placements.SelectMany(placement => placement))
        {
            causes.TryAdd(placement.File, placement.Cause);
        }

        var files = ReadFiles(folder, causes, keep, maxParallelism);
        foreach (var file in files.Values)
        {
            bag.AddRange(file.Diagnostics);
        }

        var reported = new HashSet<(SourceLocation, SourceLocation)>();
        var inventories = ImmutableArray.CreateBuilder<ClusterInventory>(clusters.Length);
        for (var i = 0; i < clusters.Length; i++)
        {
            var assembly = new InventoryAssembly(clusters[i].Metadata.Name.Value, bag, reported);
            foreach (var placement in placements[i])
            {
                assembly.Add(files[placement.File], placement);
            }

            inventories.Add(assembly.ToInventory());
        }

        return new(inventories.DrainToImmutable(), DiagnosticOrder.Sort(bag.ToImmutable()));
    }

    /// <summary>The namespace of objects without one.</summary>
    internal static string NamespaceOf(ManifestSource source) => source.Namespace?.Value ?? DefaultNamespace;

    private static SortedDictionary<string, ManifestFile> ReadFiles(
        ISourceFolder folder,
        SortedDictionary<string, SourceLocation> causes,
        Func<string, string, bool> keep,
        int maxParallelism)
    {
        KeyValuePair<string, SourceLocation>[] ordered = [.. causes];
        var read = new ManifestFile[ordered.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, maxParallelism) };
        Parallel.For(0, ordered.Length, options, i => read[i] = ManifestFileReader.Read(folder, ordered[i].Key, ordered[i].Value, keep));

        var files = new SortedDictionary<string, ManifestFile>(StringComparer.Ordinal);
        for (var i = 0; i < ordered.Length; i++)
        {
            files.Add(ordered[i].Key, read[i]);
        }

        return files;
    }
}
