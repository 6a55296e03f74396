using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.TestSupport;
using static MeshGitOps.Tests.Kubernetes.InventoryReading;

namespace MeshGitOps.Tests.Kubernetes;

public sealed class ClusterInventoriesTests
{
    private const string A = "{apiVersion: v1, kind: Service, metadata: {name: a}}\n";
    private const string B = "{apiVersion: v1, kind: Service, metadata: {name: b, namespace: own}}\n";

    [Fact]
    public void Reads_lists_namespaces_accounts_and_nodes_and_counts_the_rest()
    {
        var inventory = Clean("""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: x}}}
            - {apiVersion: v1, kind: ServiceAccount, metadata: {name: robot, namespace: shop}}
            - {apiVersion: v1, kind: Secret, metadata: {name: s}, data: [wrong]}
            ---
            apiVersion: v1
            kind: ServiceList
            items: [{metadata: {name: a}}]
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: n1.example.com, labels: {topology.kubernetes.io/region: us}}
            status: {allocatable: {cpu: 4, memory: 16Gi, pods: "110"}}
            ---
            {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: k}}
            """);

        var space = Assert.Single(inventory.Namespaces);
        Assert.Equal(("shop", "x"), (space.Name, space.Labels["team"]));
        Assert.Equal(new ServiceKey("shop", "robot"), Assert.Single(inventory.ServiceAccounts).Key);
        Assert.Equal(new ServiceKey("default", "a"), Assert.Single(inventory.Services).Key);
        var node = Assert.Single(inventory.Nodes);
        Assert.Equal(("n1.example.com", "4", "16Gi", "110"), (node.Name, node.AllocatableCpu, node.AllocatableMemory, node.AllocatablePods));
        Assert.Equal(new ReadCounts(1, 6, 2), inventory.Counts);
    }

    [Fact]
    public void Objects_without_a_namespace_get_the_one_of_their_source()
    {
        var folder = new InMemorySourceFolder(("apps/x.yaml", $"{A}---\n{B}"));

        var (inventories, diagnostics) = Read(folder, Cluster("one", ("apps", "shop")), Cluster("two", ("apps", null), ("apps/x.yaml", "shop")));

        Assert.Empty(diagnostics);
        Assert.Equal(["own/b", "shop/a"], inventories[0].Services.Select(service => service.Key.ToString()));
        Assert.Equal(["default/a", "own/b", "shop/a"], inventories[1].Services.Select(service => service.Key.ToString()));
        Assert.Equal(new ReadCounts(1, 2, 0), inventories[1].Counts);
    }

    [Fact]
    public void A_file_of_several_clusters_is_read_once()
    {
        var folder = new CountingFolder(new InMemorySourceFolder(("apps/x.yaml", A), ("apps/y.yaml", B)));

        var (inventories, _) = Read(folder, Cluster("one", ("apps", null)), Cluster("two", ("apps/**", "z"), ("apps/x.yaml", null)));

        Assert.Equal(2, inventories.Length);
        Assert.Equal(["apps/x.yaml", "apps/y.yaml"], folder.Reads.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reports_an_object_that_stands_twice_once_for_all_clusters()
    {
        var folder = new InMemorySourceFolder(("apps/x.yaml", A), ("apps/y.yaml", A));

        var (inventories, diagnostics) = Read(folder, Cluster("one", ("apps", null)), Cluster("two", ("apps", null)), Cluster("three", ("apps/x.yaml", null)));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("The Service 'default/a' stands in the manifests of cluster 'one' already.", diagnostic.Message);
        Assert.Equal("apps/y.yaml", diagnostic.Location.Path);
        Assert.Equal("apps/x.yaml", Assert.Single(diagnostic.Related).Location.Path);
        Assert.All(inventories, inventory => Assert.Single(inventory.Services));
    }

    [Theory]
    [InlineData("kustomization.yaml", "The folder 'apps/web' is built by Kustomize, so its files are not what reaches the cluster.", "kubectl kustomize apps/web")]
    [InlineData("kustomization.yml", "The folder 'apps/web' is built by Kustomize, so its files are not what reaches the cluster.", "kubectl kustomize apps/web")]
    [InlineData("Kustomization", "The folder 'apps/web' is built by Kustomize, so its files are not what reaches the cluster.", "kubectl kustomize apps/web")]
    [InlineData("Chart.yaml", "The folder 'apps/web' is a Helm chart, so its files are not what reaches the cluster.", "helm template web apps/web")]
    public void Reports_a_folder_that_has_to_be_rendered(string file, string message, string command)
    {
        var folder = new InMemorySourceFolder(("apps/web/a.yaml", "a: {{ b }}"), ($"apps/web/{file}", ""), ("apps/web/templates/x.yaml", "{{ x }}"));

        var (inventories, diagnostics) = Read(folder, Cluster("one", ("apps", null)));

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal((message, PathLocation), (diagnostic.Message, diagnostic.Location));
        Assert.Contains(command, diagnostic.Help, StringComparison.Ordinal);
        Assert.Empty(inventories[0].Services);
    }

    [Fact]
    public void A_file_that_is_named_beside_a_kustomization_is_read()
    {
        var folder = new InMemorySourceFolder(("apps/a.yaml", A), ("apps/kustomization.yaml", ""));

        var (inventories, diagnostics) = Read(folder, Cluster("one", ("apps/a.yaml", null)));

        Assert.Empty(diagnostics);
        Assert.Single(inventories[0].Services);
    }

    [Fact]
    public void Reports_encrypted_objects_and_documents_that_are_no_objects() => Marked(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: "ENC[x]"}
        [|sops|]: {mac: "ENC[y]"}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: s}, sops: {}}
        ---
        [|replicas|]: 1
        ---
        [|kind|]: Service
        ---
        [|- a|]
        """,
        "This Service is encrypted with SOPS and cannot be read.",
        "The document has no 'kind', so it is no Kubernetes object.",
        "The document has no 'apiVersion', so it is no Kubernetes object.",
        "The document is no mapping, so it is no Kubernetes object.");

    [Fact]
    public void Reports_keys_of_an_object_in_other_letters() => Marked(
        """
        [|apiversion|]: v1
        kind: Service
        ---
        apiVersion: v1
        [|Kind|]: Service
        ---
        [|apiversion|]: v1
        Kind: Service
        """,
        "The key 'apiversion' is not 'apiVersion', so the document is no Kubernetes object.",
        "The key 'Kind' is not 'kind', so the document is no Kubernetes object.",
        "The document has no 'kind', so it is no Kubernetes object.");

    [Fact]
    public void Reports_templates_and_invalid_yaml_and_paths_that_lead_nowhere()
    {
        var folder = new InMemorySourceFolder(("apps/x.yaml", "a: {{ b }}"), ("apps/y.yaml", "a: b: c"));

        var (_, diagnostics) = Read(folder, Cluster("one", ("apps", null), ("none", null)));

        Assert.Equal(["MGO1009", "MGO1001", "MGO1103"], diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void A_hostile_object_is_a_bounded_number_of_findings()
    {
        var text = $"{{apiVersion: v1, kind: Service, metadata: {{name: a}}, spec: {{ports: [{string.Concat(Enumerable.Repeat("1,\n", 300_000))}]}}}}";

        var (_, diagnostics) = Read(new InMemorySourceFolder(("apps/x.yaml", $"{text}\n---\n{A}")), Cluster("one", ("apps", null)));

        Assert.Equal(101, diagnostics.Length);
        Assert.Equal("The file has 100 mistakes or more; the rest of it is not read.", diagnostics[0].Message);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var files = Enumerable.Range(0, 60).Select(number => ($"apps/{number % 7}/{number}.yaml", number % 5 == 0 ? A : $"{{apiVersion: v1, kind: Service, metadata: {{name: s{number}}}, spec: {{ports: [{{port: {number * 3000}}}]}}}}"));
        var folder = new InMemorySourceFolder([.. files]);
        ImmutableArray<Specs.Kinds.Clusters.ClusterSpec> clusters = [Cluster("one", ("apps", null)), Cluster("two", ("apps/3", "x"))];

        var one = ClusterInventories.Read(folder, "", clusters, maxParallelism: 1);
        var many = ClusterInventories.Read(folder, "", clusters, maxParallelism: 16);

        Assert.NotEmpty(one.Diagnostics);
        Assert.Equal(one.Diagnostics.Select(Show), many.Diagnostics.Select(Show));
        Assert.Equal(
            one.Value.SelectMany(inventory => inventory.Services).Select(service => $"{service.Key} {service.Location}"),
            many.Value.SelectMany(inventory => inventory.Services).Select(service => $"{service.Key} {service.Location}"));
    }

    private static string Show(Diagnostic diagnostic) => $"{diagnostic.Location} {diagnostic.Message}";

    private sealed class CountingFolder(ISourceFolder folder) : ISourceFolder
    {
        public ConcurrentBag<string> Reads { get; } = [];

        public SourceEntry EntryAt(string path) => folder.EntryAt(path);

        public ImmutableArray<string> FilesBelow(string path) => folder.FilesBelow(path);

        public Diagnosed<SourceText?> Read(string path, SourceLocation? cause)
        {
            Reads.Add(path);
            return folder.Read(path, cause);
        }
    }
}
