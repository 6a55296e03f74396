using System.Collections.Immutable;
using MeshGitOps.Rendering.Delivery;
using MeshGitOps.Rendering.Delivery.ArgoCd;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
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
        AddDelivery(plan, templates, clusters, options, files);
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
        var all = ours.AddRange(added.Value);
        var sizes = new ObjectSizes(plan);
        var placed = OutputLayouts.Place(options, plan, plan.Delivery is ArgoCdClusterPlan ? [.. all.Select(SyncWaves.Apply)] : all, sizes);
        var files = dns.Value.Files.Select(file => OutputLayouts.Place(options, plan, file)).OfType<OutputFile>();
        var ofTemplates = dns.Diagnostics.Where(IsOfTemplate);
        return new RenderedCluster(
            ClusterContents.Of(plan, all),
            [.. placed.Value, .. files],
            [.. dns.Diagnostics.Where(finding => !IsOfTemplate(finding)), .. placed.Diagnostics, .. sizes.Diagnostics],
            [.. ofTemplates, .. added.Diagnostics],
            sizes);
    }

    /// <summary>What speaks of the files of clusters comes last, when all of them are known.</summary>
    private static void AddDelivery(
        FleetPlan plan,
        TemplateSet templates,
        RenderedCluster[] clusters,
        RenderOptions options,
        ImmutableArray<OutputFile>.Builder files)
    {
        if (plan.Delivery is { } delivery)
        {
            var shared = options.PreviouslyShared.ToLookup(file => file.Cluster, StringComparer.Ordinal);
            var contents = clusters.Select(cluster => cluster.Contents.With(shared[cluster.Contents.Plan.Name])).ToList();
            files.AddRange(DeliveryFiles.RenderClusters(delivery, contents, options));
            if (options.Shard.Holds(OutputFile.Delivery))
            {
                // One shard speaks of the clusters of all, and must know what the others render.
                var others = ForEach([.. plan.Clusters.Where(cluster => cluster.Delivery is not null && !options.Shard.Holds(cluster.Name))], options, cluster =>
                    ClusterContents.Of(cluster, Manifests(cluster, templates)).With(shared[cluster.Name]));
                contents.AddRange(others);
                files.AddRange(DeliveryFiles.RenderObjects(delivery, [.. contents.OrderBy(cluster => cluster.Plan.Name, StringComparer.Ordinal)], options));
            }
        }

        if (options.Kustomization)
        {
            files.AddRange(KustomizationFile.CreateAll(plan, options, files));
        }
    }

    private static ImmutableArray<Manifest> Manifests(ClusterPlan plan, TemplateSet templates)
    {
        var ours = MeshProviders.Render(plan).AddRange(DnsManifests.Render(plan, templates).Value.Manifests);
        return ours.AddRange(TemplateRenderer.Render(templates, plan, ours).Value);
    }

    private static bool IsOfTemplate(Diagnostic finding) => TemplateDiagnostics.All.Contains(finding.Descriptor);

    private sealed record RenderedCluster(
        ClusterContents Contents,
        ImmutableArray<OutputFile> Files,
        ImmutableArray<Diagnostic> Diagnostics,
        ImmutableArray<Diagnostic> OfTemplates,
        ObjectSizes Sizes);
}
