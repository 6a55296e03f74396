using System.Collections.Immutable;
using MeshGitOps.Cli;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Corpus;

/// <summary>Every error of all rules over the applications of the seeds and the examples, and why each is deserved. Any other one is a fault of a rule.</summary>
public sealed class CorpusFindingTests(ITestOutputHelper output)
{
    public static TheoryData<string, string, string[]> Manifests => new()
    {
        // The second cluster has the frontend's VirtualService as well, but only the first runs the Service that it routes to.
        { "acme-fitness", "cluster1 cluster2", ["cluster2/gateway.yaml:31:15 destination-host-unknown"] },
        { "bookinfo", "", [] },
        { "bookstore", "", [] },
        { "pacman", "cluster1 cluster2", [] },
        // The EKS cluster routes to a Service that runs on GKE only: that is what the recipe's ServiceEntry is for.
        { "postcard", "eks gke", ["eks/gateway.yaml:50:15 destination-host-unknown"] },
        // What the recipe's scripts replace before they apply it, an address that sidecars never capture,
        // and two stages of one ServiceEntry that are not meant to lie in one cluster.
        {
            "postcard/expected",
            "",
            [
                "expected/05x-coredns-global-stub.yaml:27:17 dns-upstream-not-literal",
                "expected/05x-kube-dns-global-stub.yaml:9:18 stub-domains-refused",
                "expected/08x-messenger-service-entry.yaml:23:5 service-entry-address-reserved",
                "expected/08x-messenger-service-entry.yaml:28:14 service-entry-invalid",
                "expected/10-messenger-service-entry.yaml:28:14 service-entry-invalid",
                "expected/10-messenger-service-entry.yaml:31:14 service-entry-invalid",
                "expected/10-messenger-service-entry.yaml:4:9 object-defined-twice",
            ]
        },
    };

    public static TheoryData<string, string, string, string[]> Fleets => new()
    {
        {
            "acme-fitness",
            "cluster1 cluster2",
            "default",
            [
                // 'loadgen' names no protocol, and every Service of a member namespace is exported.
                "cluster1/loadgen.yaml:12:13 port-name-without-protocol",
                "cluster2/gateway.yaml:31:15 destination-host-unknown",
            ]
        },
        {
            "pacman",
            "cluster1 cluster2",
            "pacman",
            [
                // Players come from outside the mesh, in plaintext, to a namespace that is STRICT.
                "cluster1/pacman-service.yaml:8:9 MGO3025",
                "cluster1/pacman-service.yaml:10:7 port-name-without-protocol",
            ]
        },
        { "postcard", "eks gke", "default", ["eks/gateway.yaml:50:15 destination-host-unknown"] },
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Finds_exactly_these_errors_in_bare_manifests(string application, string clusters, string[] expected)
    {
        if (Read(application.Split('/')[0]) is not { } files)
        {
            return;
        }

        var folder = application.Contains('/', StringComparison.Ordinal) ? application[(application.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";
        ImmutableArray<BareCluster> bare = clusters.Length == 0
            ? [new BareCluster("cluster", [folder])]
            : [.. clusters.Split(' ').Select(name => new BareCluster(name, [name]))];

        AssertErrors(expected, Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions { BareClusters = bare }));
    }

    [Theory]
    [MemberData(nameof(Fleets))]
    public void Finds_exactly_these_errors_in_a_fleet(string application, string clusters, string @namespace, string[] expected)
    {
        if (Read(application) is not { } files)
        {
            return;
        }

        files.Add("meshgitops.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: fleet}\nspec: {specs: [mesh]}\n");
        files.Add("mesh/fleet.yaml", Specs(clusters.Split(' '), @namespace));

        AssertErrors(expected, Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions()));
    }

    [Fact]
    public void Finds_no_error_and_no_warning_of_a_rule_in_the_examples()
    {
        foreach (var example in ExampleFiles.Names)
        {
            var result = Pipeline.Run(new InMemorySourceFolder(ExampleFiles.Inputs(example)), new PipelineOptions());

            Assert.True(result.IsPlanned);
            Assert.Empty(result.Diagnostics
                .Where(finding => finding.Severity == Severity.Error || (finding.Severity == Severity.Warning && RuleCatalog.Find(finding.Id) is not null))
                .Select(finding => $"{example}: {finding.Location} {finding.Id}"));
        }
    }

    private static void AssertErrors(string[] expected, PipelineResult result)
    {
        Assert.True(result.IsPlanned);
        Assert.NotEmpty(result.RulesRun);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            result.Diagnostics
                .Where(finding => finding.Severity == Severity.Error)
                .Select(finding => $"{finding.Location} {finding.Id}")
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Null, and a line that says why, where the corpus is not there.</summary>
    private Dictionary<string, string>? Read(string application)
    {
        if (Repository.Shared("corpus", application) is not { } root)
        {
            output.WriteLine($"Skipped: the corpus with '{application}' lies only beside the maintainers' repository.");
            return null;
        }

        return Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(root, file).Replace('\\', '/'),
            File.ReadAllText,
            StringComparer.Ordinal);
    }

    private static string Specs(string[] clusters, string @namespace)
    {
        var documents = clusters.Select((name, index) => $$"""
            apiVersion: meshgitops.io/v1alpha1
            kind: Cluster
            metadata: {name: {{name}}}
            spec:
              version: "1.26"
              region: region-{{index}}
              rootCertificate: corporate
              eastWestGateway: {addresses: [{address: 192.0.2.{{index + 1}} }]}
              dns: {capture: Enabled}
              manifests: [{path: {{name}}, namespace: {{@namespace}}}]
            """);
        return string.Join("\n---\n", documents) + $$"""

            ---
            apiVersion: meshgitops.io/v1alpha1
            kind: Mesh
            metadata: {name: fleet}
            spec: {rootCertificates: {corporate: "sha256:3f0a5e0b8b7c6d2e1f90abcdef123456789abcdef0112233445566778899aabb"} }
            ---
            apiVersion: meshgitops.io/v1alpha1
            kind: GlobalNamespace
            metadata: {name: fleet}
            spec: {domain: fleet.example.com, members: [{clusters: {names: ["*"]}, namespaces: [{{@namespace}}] }] }
            """;
    }
}
