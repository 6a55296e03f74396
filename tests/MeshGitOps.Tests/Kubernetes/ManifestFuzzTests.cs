using System.Globalization;
using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Kubernetes;

/// <summary>Manifests in which fields are exchanged for others. <c>MESHGITOPS_FUZZ_SEED</c> repeats a run.</summary>
public sealed class ManifestFuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 3000;

    private const string Sample = """
        apiVersion: v1
        kind: Service
        metadata: {name: a, namespace: shop, labels: {app: a}}
        spec:
          type: ClusterIP
          clusterIP: None
          ports:
          - {name: http, port: 80, targetPort: web, protocol: TCP, appProtocol: http}
          selector: {app: a}
        status: {loadBalancer: {ingress: [{ip: 192.0.2.1}]}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a}
        spec:
          replicas: 2
          template:
            metadata: {labels: {app: a}, annotations: {x: y}}
            spec:
              serviceAccountName: robot
              containers:
              - {name: c, ports: [{containerPort: 80, name: web}], env: [{name: A, value: b}]}
        ---
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
        - {apiVersion: v1, kind: Node, metadata: {name: n}, status: {allocatable: {cpu: 4}}}
        - {apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}}
        """;

    private static readonly string[] Replacements =
        ["[]", "{}", "null", "", "'x'", "1", "-1", "99999999999", "true", "yes", "1.5", "[a]", "{a: b}", "[[]]", "[{}]", "None", "'{{ x }}'", "é"];

    [Fact]
    public void Any_manifest_gives_an_inventory_and_findings_in_it()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("MESHGITOPS_FUZZ_SEED") ?? Environment.TickCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        output.WriteLine($"MESHGITOPS_FUZZ_SEED={seed}");
        var random = new Random(seed);
        var clean = YamlTreeBuilder.Build(new SourceText("apps/x.yaml", Sample));
        var nodes = clean.Value.SelectMany(document => Below(document.Root)).ToList();
        var read = 0;
        for (var i = 0; i < DefaultCount; i++)
        {
            var text = Exchange(nodes, random);
            try
            {
                read += Check(text);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, text {i}:\n{text}", exception);
            }
        }

        Assert.True(read > DefaultCount, $"Only {read} objects were read: the texts are too broken to test anything.");
    }

    private static int Check(string text)
    {
        var folder = new InMemorySourceFolder(("apps/x.yaml", text));
        var (inventories, diagnostics) = InventoryReading.Read(folder, InventoryReading.Cluster("one", ("apps", null)), InventoryReading.Cluster("two", ("apps", "x")));
        foreach (var diagnostic in diagnostics)
        {
            Assert.Equal("apps/x.yaml", diagnostic.Location.Path);
            Assert.InRange(diagnostic.Location.Span.Start, 0, text.Length);
            Assert.InRange(diagnostic.Location.Span.End, diagnostic.Location.Span.Start, text.Length);
            Assert.EndsWith(".", diagnostic.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, inventories.Length);
        return inventories.Sum(inventory => inventory.Services.Length + inventory.Workloads.Length);
    }

    private static string Exchange(List<YamlNode> nodes, Random random)
    {
        var text = new StringBuilder(Sample);
        var chosen = Enumerable.Range(0, random.Next(1, 4)).Select(_ => nodes[random.Next(nodes.Count)]).OrderByDescending(node => node.Span.Start);
        var end = text.Length;
        foreach (var node in chosen)
        {
            if (node.Span.End > end)
            {
                continue;
            }

            text.Remove(node.Span.Start, node.Span.Length);
            text.Insert(node.Span.Start, Replacements[random.Next(Replacements.Length)]);
            end = node.Span.Start;
        }

        return text.ToString();
    }

    private static IEnumerable<YamlNode> Below(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Below(entry.Value).Prepend(entry.Key)).Append(node),
        YamlSequence sequence => sequence.Items.SelectMany(Below).Append(node),
        _ => [node],
    };
}
