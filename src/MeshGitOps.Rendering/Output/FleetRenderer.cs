using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers;
using MeshGitOps.Rendering.Templates;
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
    public static Diagnosed<OutputTree> Render(FleetPlan plan, RenderOptions options) => Render(plan, TemplateSet.Empty, options);

    /// <summary>The same, with what the templates of the workspace add.</summary>
    public static Diagnosed<OutputTree> Render(FleetPlan plan, TemplateSet templates, RenderOptions options)
    {
        var clusters = new RenderedCluster[plan.Clusters.Length];
        Parallel.For(
            0,
            clusters.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.MaxParallelism) },
            index => clusters[index] = Render(plan.Clusters[index], templates, options));

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
        return bag.With(new OutputTree(files.ToImmutable()));
    }

    private static RenderedCluster Render(ClusterPlan plan, TemplateSet templates, RenderOptions options)
    {
        var mesh = MeshProviders.Render(plan);
        var dns = DnsManifests.Render(plan, templates);
        var ours = mesh.AddRange(dns.Value.Manifests);
        var added = TemplateRenderer.Render(templates, plan, ours);
        var placed = OutputLayouts.Place(options, plan, ours.AddRange(added.Value));
        var files = dns.Value.Files.Select(file => OutputLayouts.Place(options, plan, file)).OfType<OutputFile>();
        var ofTemplates = dns.Diagnostics.Where(IsOfTemplate);
        return new RenderedCluster(
            [.. placed.Value, .. files],
            [.. dns.Diagnostics.Where(finding => !IsOfTemplate(finding)), .. placed.Diagnostics],
            [.. ofTemplates, .. added.Diagnostics]);
    }

    private static bool IsOfTemplate(Diagnostic finding) => TemplateDiagnostics.All.Contains(finding.Descriptor);

    private sealed record RenderedCluster(
        ImmutableArray<OutputFile> Files,
        ImmutableArray<Diagnostic> Diagnostics,
        ImmutableArray<Diagnostic> OfTemplates);
}
