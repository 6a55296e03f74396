using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Tests.Kubernetes;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Corpus;

/// <summary>The applications of the seeds are read as their projects publish them.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Reads_acme_fitness_on_two_clusters()
    {
        if (Read("acme-fitness", ("cluster1", null), ("cluster2", null)) is not [var first, var second])
        {
            return;
        }

        Assert.Equal(
            """
            default/cart ClusterIP http-cart:5000
            default/cart-redis ClusterIP tcp-redis-cart:6379
            default/loadgen ClusterIP loadgen:80->8089
            default/order ClusterIP http-order:6000
            default/order-mongo ClusterIP mongo-order:27017
            default/payment ClusterIP http-payment:9000
            default/shopping ClusterIP http-shopping:3000
            default/users ClusterIP http-users:8081
            default/users-mongo ClusterIP mongo-users:27017
            """,
            ShowServices(first));
        Assert.Equal(
            """
            default/catalog ClusterIP http-catalog:8082
            default/catalog-mongo ClusterIP mongo-catalog:27017
            """,
            ShowServices(second));
        Assert.Equal(
            """
            Deployment default/catalog default 1 8082/http-catalog
            Deployment default/catalog-mongo default 1 27017/mongo-catalog
            """,
            ShowWorkloads(second));
        Assert.All(first.Services.Concat(second.Services), AssertIsServed);
        var shopping = Assert.Single(first.Workloads, workload => workload.Key.Name == "shopping");
        var host = Assert.Single(shopping.Environment, value => value.Name == "CATALOG_HOST").Value;
        Assert.Equal("catalog.acme.com", host.Value);
        Assert.Equal("'catalog.acme.com'", Yaml.YamlTree.Underlined(host.Location));
        Assert.Equal(2, Assert.Single(first.Workloads, workload => workload.Key.Name == "loadgenerator").Environment.Length);

        void AssertIsServed(KubernetesService service) =>
            Assert.Contains(first.Workloads.Concat(second.Workloads), workload => workload.IsSelectedBy(service.Selector));
    }

    [Fact]
    public void Reads_bookinfo()
    {
        if (Read("bookinfo", ("", null)) is not [var inventory])
        {
            return;
        }

        Assert.Equal(
            """
            default/details ClusterIP http:9080
            default/productpage ClusterIP http:9080
            default/ratings ClusterIP http:9080
            default/reviews ClusterIP http:9080
            """,
            ShowServices(inventory));
        Assert.Equal(
            """
            Deployment default/details-v1 bookinfo-details 1 9080/
            Deployment default/productpage-v1 bookinfo-productpage 1 9080/
            Deployment default/ratings-v1 bookinfo-ratings 1 9080/
            Deployment default/reviews-v1 bookinfo-reviews 1 9080/
            Deployment default/reviews-v2 bookinfo-reviews 1 9080/
            Deployment default/reviews-v3 bookinfo-reviews 1 9080/
            """,
            ShowWorkloads(inventory));
        Assert.Equal(
            ["bookinfo-details", "bookinfo-productpage", "bookinfo-ratings", "bookinfo-reviews"],
            inventory.ServiceAccounts.Select(account => account.Key.Name));
        Assert.Equal(0, inventory.Counts.PassedOver);
        Assert.Equal(["Gateway default/bookinfo-gateway", "VirtualService default/bookinfo"], inventory.Objects.Select(item => $"{item.Kind} {item.Key}"));
    }

    [Fact]
    public void Reads_pacman_on_two_clusters()
    {
        if (Read("pacman", ("cluster1", "pacman"), ("cluster2", "pacman")) is not [var first, var second])
        {
            return;
        }

        Assert.Equal("pacman/pacman LoadBalancer :80->8080", ShowServices(first));
        Assert.Equal("Deployment pacman/pacman default 1 8080/http-server", ShowWorkloads(first));
        Assert.Equal("pacman/mongo ClusterIP :27017->27017", ShowServices(second));
        Assert.Equal("Deployment pacman/mongo default 1 27017/mongo", ShowWorkloads(second));
        Assert.Equal("mongo", Assert.Single(first.Workloads[0].Environment, value => value.Name == "MONGO_SERVICE_HOST").Value.Value);
    }

    [Fact]
    public void Reads_the_bookstore()
    {
        if (Read("bookstore", ("bookstore.yaml", null), ("mysql.yaml", "bookwarehouse"), ("bookbuyer.yaml", null), ("bookwarehouse.yaml", null)) is not [var store, var database, var buyer, var warehouse])
        {
            return;
        }

        Assert.Equal("bookstore/bookstore ClusterIP bookstore-port:14001", ShowServices(store));
        Assert.Equal("Deployment bookstore/bookstore bookstore 1 14001/web", ShowWorkloads(store));
        Assert.Equal("bookwarehouse/mysql ClusterIP headless client:3306->3306 (tcp)", ShowServices(database));
        Assert.Equal("StatefulSet bookwarehouse/mysql mysql 1 3306/mysql", ShowWorkloads(database));
        Assert.Equal(2, database.Counts.PassedOver);
        Assert.Equal("", ShowServices(buyer));
        Assert.Equal("Deployment bookbuyer/bookbuyer bookbuyer 1 ", ShowWorkloads(buyer));
        Assert.Equal("bookwarehouse/bookwarehouse ClusterIP bookwarehouse-port:14001", ShowServices(warehouse));
    }

    [Fact]
    public void Reads_postcard_on_two_clusters()
    {
        if (Read("postcard", ("eks", null), ("gke", null)) is not [var eks, var gke])
        {
            return;
        }

        Assert.Equal("default/greeter ClusterIP http:3000->http", ShowServices(eks));
        Assert.Equal("default/messenger ClusterIP http:3000->http", ShowServices(gke));
        Assert.Equal("Deployment default/greeter default 1 3000/http", ShowWorkloads(eks));
        Assert.Equal("Deployment default/messenger default 1 3000/http", ShowWorkloads(gke));
        Assert.Equal(
            "http://messenger.default.global:3000",
            Assert.Single(eks.Workloads[0].Environment, value => value.Name == "SECOND_CLUSTER").Value.Value);
    }

    /// <summary>One cluster per path, without findings; none where the corpus is not there.</summary>
    private ImmutableArray<ClusterInventory> Read(string application, params (string Path, string? Namespace)[] clusters)
    {
        if (Repository.Shared("corpus", application) is not { } root)
        {
            output.WriteLine($"Skipped: the corpus with '{application}' lies only beside the maintainers' repository.");
            return [];
        }

        var folder = new InMemorySourceFolder(Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))));
        var (inventories, diagnostics) = InventoryReading.Read(
            folder,
            [.. clusters.Select((cluster, number) => InventoryReading.Cluster($"c{number}", (cluster.Path.Length == 0 ? "." : cluster.Path, cluster.Namespace)))]);
        Assert.Equal([], diagnostics.Select(Show));
        return inventories;
    }

    private static string Show(Diagnostic diagnostic) => $"{diagnostic.Location} {diagnostic.Message}";

    private static string ShowServices(ClusterInventory inventory) => string.Join('\n', inventory.Services.Select(service =>
        $"{service.Key} {service.Type}{(service.IsHeadless ? " headless" : "")} {string.Join(' ', service.Ports.Select(Show))}"));

    private static string Show(KubernetesServicePort port) =>
        $"{port.Name}:{port.Number}{(port.TargetPort is null ? "" : $"->{port.TargetPort}")}{(port.AppProtocol is null ? "" : $" ({port.AppProtocol})")}";

    private static string ShowWorkloads(ClusterInventory inventory) => string.Join('\n', inventory.Workloads.Select(workload =>
        $"{workload.Kind} {workload.Key} {workload.ServiceAccount} {workload.Replicas} {string.Join(' ', workload.ContainerPorts.Select(port => $"{port.Number}/{port.Name}"))}"));
}
