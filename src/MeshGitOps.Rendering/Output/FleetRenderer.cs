using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Rendering.Output;

/// <summary>
/// Renders every cluster of a plan, or of a shard of it. The manifests of a cluster become bytes at once and are dropped, so that memory holds
/// the output and the manifests of as many clusters as there are threads.
/// </summary>
public static class FleetRenderer
{
    /// <summary>Files sorted by path; findings in the order of clusters. Both are the same for any number of threads.</summary>
    public static Diagnosed<OutputTree> Render(FleetPlan plan, RenderOptions options) => Render(plan, TemplateSet.Empty, options);

    /// <summary>The same, with what the templates of the workspace add.</summary>
    public static Diagnosed<OutputTree> Render(FleetPlan plan, TemplateSet templates, RenderOptions options)
    {
        var clusters = ForEach([.. plan.Clusters.Where(cluster => options.Shard.Holds(cluster.Name))], options, cluster => Render(cluster, templates, options));
        var bag = new DiagnosticBag();
        var files = ImmutableArray.CreateBuilder<OutputFile>(clusters.Sum(cluster => cluster.Files.Length));
        foreach (var cluster in clusters)
        {
            files.AddRange(cluster.Files);
            bag.AddRange(cluster.Diagnostics);
        }

        bag.AddRange(TemplateRenderer.DistinctPlaces(clusters.SelectMany(cluster => cluster.OfTemplates)));

        files.AddRange(SharedObjects.Release(plan, options, files, bag));
        files.Sort((left, right) => left.Path.CompareTo(right.Path));
        var (sizes, sizeFindings) = FolderSizes.Of([.. clusters.Select(cluster => cluster.Sizes)], files, options);
        bag.AddRange(sizeFindings);
        return bag.With(new OutputTree(files.ToImmutable()) { Sizes = sizes });
    }

    /// <summary>
    /// What belongs to the mesh in the clusters of other shards, as far as it lies in files with these names (<c>gateway.yaml</c>).
    /// What is wrong with it, their own runs report.
    /// </summary>
    public static OutputTree RenderOthers(FleetPlan plan, TemplateSet templates, RenderOptions options, IReadOnlySet<string> names)
    {
        var named = options with { Names = names };
        var clusters = ForEach([.. plan.Clusters.Where(cluster => !options.Shard.Holds(cluster.Name))], options, cluster =>
        {
            var mesh = MeshProviders.Render(cluster);
            var added = TemplateRenderer.Render(templates, cluster, mesh);
            return OutputLayouts.Place(named, cluster, mesh.AddRange(added.Value)).Value;
        });
        return new OutputTree([.. clusters.SelectMany(files => files).OrderBy(file => file.Path)]);
    }

    private static T[] ForEach<T>(ImmutableArray<ClusterPlan> plans, RenderOptions options, Func<ClusterPlan, T> render)
    {
        var rendered = new T[plans.Length];
        Parallel.For(
            0,
            rendered.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.MaxParallelism) },
            index => rendered[index] = render(plans[index]));
        return rendered;
    }

    private static RenderedCluster Render(ClusterPlan plan, TemplateSet templates, RenderOptions options)
    {
        var mesh = MeshProviders.Render(plan);
        var dns = DnsManifests.Render(plan, templates);
        var ours = mesh.AddRange(dns.Value.Manifests);
        var added = TemplateRenderer.Render(templates, plan, ours);
        var sizes = new ObjectSizes(plan);
        var placed = OutputLayouts.Place(options, plan, ours.AddRange(added.Value), sizes);
        var files = dns.Value.Files.Select(file => OutputLayouts.Place(options, plan, file)).OfType<OutputFile>();
        var ofTemplates = dns.Diagnostics.Where(IsOfTemplate);
        return new RenderedCluster(
            [.. placed.Value, .. files],
            [.. dns.Diagnostics.Where(finding => !IsOfTemplate(finding)), .. placed.Diagnostics, .. sizes.Diagnostics],
            [.. ofTemplates, .. added.Diagnostics],
            sizes);
    }

    private static bool IsOfTemplate(Diagnostic finding) => TemplateDiagnostics.All.Contains(finding.Descriptor);

    private sealed record RenderedCluster(
        ImmutableArray<OutputFile> Files,
        ImmutableArray<Diagnostic> Diagnostics,
        ImmutableArray<Diagnostic> OfTemplates,
        ObjectSizes Sizes);
}
