using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.Kubernetes;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Policies;

/// <summary>The rules over the applications of the seeds, as their projects publish them, with the plan that the planner makes.</summary>
public sealed class SeedApplicationsTests(ITestOutputHelper output)
{
    [Fact]
    public void Finds_what_acme_fitness_has_to_change()
    {
        if (Run("acme-fitness", "acme.example.com", "default") is not { } findings)
        {
            return;
        }

        Assert.Equal<string>(
            [
                "cluster1/acme_fitness_cluster1.yaml Warning: 'CATALOG_HOST' of Deployment 'default/shopping' names host 'catalog.acme.com', which no GlobalNamespace has.",
                "cluster1/loadgen.yaml Error: Port 'loadgen' (80) of Service 'default/loadgen' says no protocol, but is exported as 'loadgen.acme.example.com'.",
                "cluster2/gateway.yaml Error: VirtualService 'default/acme' routes to 'shopping', which the mesh in cluster 'cluster2' does not have.",
                "mesh.yaml Warning: Cluster 'cluster1' resolves global hosts by DNS capture, but does not declare that capture is enabled.",
                "mesh.yaml Warning: Cluster 'cluster2' resolves global hosts by DNS capture, but does not declare that capture is enabled.",
                "mesh.yaml Warning: Cluster 'cluster1' does not declare its root certificate, but meets other clusters in GlobalNamespace 'acme'.",
                "mesh.yaml Warning: Cluster 'cluster2' does not declare its root certificate, but meets other clusters in GlobalNamespace 'acme'.",
            ],
            findings);
    }

    [Fact]
    public void Finds_what_pacman_has_to_change()
    {
        if (Run("pacman", "pacman.svc", "pacman") is not { } findings)
        {
            return;
        }

        Assert.Contains(
            "cluster2/mongo-service.yaml Warning: Port 27017 of Service 'pacman/mongo' says no protocol; Istio assumes TCP from its number.",
            findings);
        Assert.Contains(
            "cluster1/pacman-service.yaml Error: Port 80 of Service 'pacman/pacman' says no protocol, but is exported as 'pacman.pacman.svc'.",
            findings);
        Assert.Contains(
            "mesh.yaml Error: Domain 'pacman.svc' lies under 'svc', which the search path of a pod makes a Kubernetes name.",
            findings);
    }

    /// <summary>Path, severity and message of each finding of a rule; null where the corpus is not there.</summary>
    private ImmutableArray<string>? Run(string application, string domain, string @namespace)
    {
        if (Repository.Shared("corpus", application) is not { } root)
        {
            output.WriteLine($"Skipped: the corpus with '{application}' lies only beside the maintainers' repository.");
            return null;
        }

        var folder = new InMemorySourceFolder(Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))));
        var specs = new SpecSet
        {
            Clusters = [Cluster("cluster1", "192.0.2.1", @namespace), Cluster("cluster2", "192.0.2.2", @namespace)],
            GlobalNamespaces = [Sample.GlobalNamespace("acme", domain, Sample.Member("*", @namespace))],
        };
        var (inventories, _) = InventoryReading.Read(folder, [.. specs.Clusters]);
        var (plan, planFindings) = Planner.Plan(
            new PlannerInput(specs, inventories, AddressLock.Empty, ImmutableSortedDictionary<string, SourceText>.Empty));
        output.WriteLine(string.Join('\n', planFindings.Select(finding => $"{finding.Id} {finding.Message}")));

        var results = RuleRunner.Run(new RuleContext(specs, inventories, plan), PolicySettings.Default, maxParallelism: 2);
        return [.. results.Diagnostics.Select(finding => $"{finding.Location.Path} {finding.Severity}: {finding.Message}")];
    }

    private static ClusterSpec Cluster(string name, string address, string @namespace) => Sample.Cluster(name) with
    {
        Version = Sample.At(new IstioVersion(1, 26, null)),
        Region = Sample.At($"region-of-{name}"),
        EastWestGateway = new EastWestGatewaySpec
        {
            Location = Sample.Place("gateway"),
            Addresses = [new GatewayAddress(Sample.At(address), [])],
        },
        Manifests = [new ManifestSource(Sample.At(name), Sample.At(@namespace))],
    };
}
