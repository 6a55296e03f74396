using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Rendering.Output;

/// <summary>
/// Renders every cluster of a plan. The manifests of a cluster become bytes at once and are dropped, so that memory holds
/// the output and the manifests of as many clusters as there are threads.
/// </summary>
public static class FleetRenderer
{
    /// <summary>Files sorted by path; findings in the order of clusters. Both are the same for any number of threads.</summary>
    public static Diagnosed<OutputTree> Render(FleetPlan plan, RenderOptions options)
    {
        var clusters = new Diagnosed<ImmutableArray<OutputFile>>[plan.Clusters.Length];
        Parallel.For(
            0,
            clusters.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.MaxParallelism) },
            index => clusters[index] = Render(plan.Clusters[index], options));

        var bag = new DiagnosticBag();
        var files = ImmutableArray.CreateBuilder<OutputFile>(clusters.Sum(cluster => cluster.Value.Length));
        foreach (var cluster in clusters)
        {
            files.AddRange(cluster.Value);
            bag.AddRange(cluster.Diagnostics);
        }

        files.AddRange(SharedObjects.Release(plan, options, files, bag));
        files.Sort((left, right) => left.Path.CompareTo(right.Path));
        return bag.With(new OutputTree(files.ToImmutable()));
    }

    private static Diagnosed<ImmutableArray<OutputFile>> Render(ClusterPlan plan, RenderOptions options)
    {
        var mesh = MeshProviders.Render(plan);
        var dns = DnsManifests.Render(plan);
        var placed = OutputLayouts.Place(options, plan, mesh.AddRange(dns.Value.Manifests));
        var files = dns.Value.Files.Select(file => OutputLayouts.Place(options, plan, file)).OfType<OutputFile>();
        return new([.. placed.Value, .. files], [.. dns.Diagnostics, .. placed.Diagnostics]);
    }
}
