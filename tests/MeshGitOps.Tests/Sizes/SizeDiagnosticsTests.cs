using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Tests.Providers;

namespace MeshGitOps.Tests.Sizes;

/// <summary>At each limit exactly: what is allowed just so, and one byte more.</summary>
public sealed class SizeDiagnosticsTests
{
    private static readonly ClusterPlan Plan = PlanSamples.Cluster();

    [Fact]
    public void Reports_an_object_that_etcd_refuses()
    {
        var finding = AssertOneByteMore(Gateway, SizeLimits.EtcdRequest, "MGO4420");

        Assert.Equal("Gateway 'istio-system/big' of cluster 'a' takes 1,572,865 bytes, but etcd takes at most 1,572,864 in a request.", finding.Message);
        Assert.Equal("Let other clusters serve a part of the hosts.", finding.Help);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal(Plan.Settings.Origin.Location, finding.Location);
    }

    [Fact]
    public void Reports_a_ConfigMap_that_Kubernetes_refuses()
    {
        Assert.Empty(Findings(ConfigMap(1024 * 1024)));
        var finding = Assert.Single(Findings(ConfigMap((1024 * 1024) + 1)));

        Assert.Equal("MGO4421", finding.Id);
        Assert.Equal(
            "The values of ConfigMap 'istio-system/big' of cluster 'a' take 1,048,577 bytes, but Kubernetes takes at most 1,048,576.",
            finding.Message);
    }

    [Fact]
    public void Reports_a_ConfigMap_once_that_etcd_refuses_too() =>
        Assert.Equal("MGO4421", Assert.Single(Findings(ConfigMap(4 * 1024 * 1024))).Id);

    [Fact]
    public void Reports_an_object_whose_copy_fits_into_no_annotation()
    {
        const string annotation = "kubectl.kubernetes.io/last-applied-configuration";
        var finding = AssertOneByteMore(Gateway, SizeLimits.Annotations - annotation.Length - 1, "MGO4422");

        Assert.Equal("Gateway 'istio-system/big' of cluster 'a' makes annotations of 262,145 bytes with client-side apply, but Kubernetes takes at most 262,144.", finding.Message);
        Assert.Equal(Severity.Warning, finding.Severity);
    }

    [Fact]
    public void An_object_that_asks_for_server_side_apply_needs_no_copy() =>
        Assert.Empty(Findings(Object("v1", "Namespace", new ManifestBuilder().Add("metadata", new ManifestMapping(
        [
            new("annotations", ManifestBuilder.StringMap([.. SharedObjectGuard.Entries, new("note", new string('x', 300_000))])),
        ])))));

    [Fact]
    public void Reports_the_folders_that_Argo_CD_refuses_once()
    {
        var (_, findings) = FolderSizes.Of([Sizes("a"), Sizes("b"), Sizes("c")], [File("a", 10_000_000), File("b", 10_000_001), File("c", 10_000_002)], Options());

        Assert.Equal(
            "MGO4423 The manifests of cluster 'c' (and of 1 more) take 10,000,002 bytes, but Argo CD reads at most 10,000,000 of a directory.",
            Shown(Assert.Single(findings)));
    }

    [Fact]
    public void Argo_CD_reads_the_manifests_only() =>
        Assert.Empty(FolderSizes.Of([Sizes("a")], [File("a", 10_000_000), File("a", 1000, ".meshgitops/a/hosts")], Options()).Diagnostics);

    [Fact]
    public void Argo_CD_builds_a_kustomization_of_any_size() =>
        Assert.Empty(FolderSizes.Of([Sizes("a")], [File("a", 10_000_001)], Options() with { Kustomization = true }).Diagnostics);

    [Fact]
    public void Reports_a_file_that_GitHub_refuses()
    {
        var options = Options() with { Kustomization = true };

        Assert.Empty(FolderSizes.Of([Sizes("a")], [File("a", 100 * 1024 * 1024)], options).Diagnostics);
        Assert.Equal(
            "MGO4424 A file of cluster 'a' takes 104,857,601 bytes, but GitHub takes at most 104,857,600.",
            Shown(Assert.Single(FolderSizes.Of([Sizes("a")], [File("a", (100 * 1024 * 1024) + 1)], options).Diagnostics)));
    }

    [Fact]
    public void Reports_many_objects_where_kustomize_builds_them()
    {
        var sizes = Sizes("a");
        for (var i = 0; i < 5000; i++)
        {
            sizes.Add(Gateway(100), 100);
        }

        Assert.Empty(FolderSizes.Of([sizes], [], Options() with { Kustomization = true }).Diagnostics);
        sizes.Add(Gateway(100), 100);
        Assert.Empty(FolderSizes.Of([sizes], [], Options()).Diagnostics);
        Assert.Equal(
            "MGO4425 The folder of cluster 'a' has 5,001 objects, and kustomize takes long for more than 5,000.",
            Shown(Assert.Single(FolderSizes.Of([sizes], [], Options() with { Kustomization = true }).Diagnostics)));
    }

    [Fact]
    public void Flux_builds_a_folder_of_any_size_and_applies_without_a_copy()
    {
        var plan = PlanSamples.Cluster() with { Delivery = new FluxClusterPlan(new DeliveryRevision("main", null), "flux-system", "10m") };
        var sizes = new ObjectSizes(plan);
        for (var i = 0; i < 5001; i++)
        {
            sizes.Add(Gateway(100), 100);
        }

        sizes.Add(Gateway(300_000), 300_000);

        Assert.Empty(sizes.Diagnostics);
        var finding = Assert.Single(FolderSizes.Of([sizes], [File("a", 10_000_001)], Options()).Diagnostics);
        Assert.Equal("MGO4425", finding.Id);
        Assert.StartsWith("Give Flux's kustomize-controller more CPU", finding.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_what_is_written()
    {
        var plan = new FleetPlan { Clusters = [PlanSamples.Cluster("a"), PlanSamples.Cluster("b")] };
        var (tree, findings) = FleetRenderer.Render(plan, Options());

        Assert.Empty(findings);
        Assert.Equal(["a", "b"], tree.Sizes.Select(size => size.Cluster));
        foreach (var size in tree.Sizes)
        {
            var files = tree.Files.Where(file => file.Cluster == size.Cluster).ToList();
            Assert.Equal(files.Count, size.Files);
            Assert.Equal(files.Sum(file => file.Bytes.Length), size.ManifestBytes);
            var objects = files.SelectMany(file => ManifestYamlReader.Read(file.Path.Value, file.Bytes.Span).Value).ToList();
            Assert.Equal(objects.Count, size.Objects);
            Assert.Equal(objects.Max(JsonSize.Of), size.Largest!.Bytes);
        }
    }

    private static Diagnostic AssertOneByteMore(Func<int, Manifest> create, long limit, string id)
    {
        var rest = JsonSize.Of(create(0).Root);
        Assert.DoesNotContain(Findings(create((int)(limit - rest))), finding => finding.Id == id);
        return Assert.Single(Findings(create((int)(limit - rest + 1))), finding => finding.Id == id);
    }

    private static Manifest Gateway(int length) => Object("networking.istio.io/v1", "Gateway", new ManifestBuilder().Add("spec", new string('x', length)));

    private static Manifest ConfigMap(int length) => Object("v1", "ConfigMap", new ManifestBuilder()
        .Add("metadata", new ManifestMapping([new("annotations", ManifestBuilder.StringMap(SharedObjectGuard.Entries))]))
        .Add("data", new ManifestMapping([new("a", new string('x', length - 10)), new("b", "0123456789")])));

    private static Manifest Object(string apiVersion, string kind, ManifestBuilder root) => new()
    {
        ApiVersion = apiVersion,
        Kind = kind,
        Namespace = "istio-system",
        Name = "big",
        Root = root.Build(),
        Origin = Plan.Settings.Origin,
    };

    private static ImmutableArray<Diagnostic> Findings(Manifest manifest)
    {
        var sizes = Sizes("a");
        var (files, findings) = OutputLayouts.Place(Options(), Plan, [manifest], sizes);
        Assert.Empty(findings);
        Assert.Single(files);
        return sizes.Diagnostics;
    }

    private static ObjectSizes Sizes(string cluster) => new(PlanSamples.Cluster(cluster));

    private static OutputFile File(string cluster, int length, string? path = null) =>
        new(OutputPath.Create(path ?? $"clusters/{cluster}/mesh-acme/client.yaml"), cluster, new byte[length], "mesh/a.yaml", OutputSharing.Owned);

    private static RenderOptions Options() => new(OutputLayout.PerCluster, [], 1);

    private static string Shown(Diagnostic finding) => $"{finding.Id} {finding.Message}";
}
