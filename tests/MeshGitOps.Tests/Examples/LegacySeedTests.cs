using System.Text;
using System.Text.Json;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Examples;

/// <summary>The example <c>postcard-legacy</c> beside the files that its author wrote by hand: what differs is listed here, and why.</summary>
public sealed class LegacySeedTests(ITestOutputHelper output)
{
    private const string Example = "postcard-legacy";

    /// <summary>Path, what the seed has, what is rendered.</summary>
    private static readonly string[] EntryDifferences =
    [
        // Ours say whose they are, and lie in the namespace of the GlobalNamespace under the name of the host.
        "metadata.annotations.meshgitops.io/origin:  -> GlobalService/messenger",
        "metadata.labels.app.kubernetes.io/managed-by:  -> meshgitops",
        "metadata.labels.meshgitops.io/global-namespace:  -> postcard",
        "metadata.name: messenger -> messenger.default.global",
        "metadata.namespace:  -> mesh-postcard",

        // 127.0.0.0/8 is refused (Refuses_the_address_of_the_seed); the lock file has a free one.
        "spec.addresses[0]: 127.127.42.69 -> 240.47.140.79",

        // The seed filled the address in with a shell.
        "spec.endpoints[0].address: CLUSTER2_GW_ADDR -> 203.0.113.60",

        // Leaving it out means the same: visible to all.
        "spec.exportTo[0]:  -> *",
    ];

    [Fact]
    public void Renders_the_entry_of_two_clusters()
    {
        if (Seed("08x-messenger-service-entry.yaml") is { } seed)
        {
            Assert.Equal(EntryDifferences, Differences(PlainYaml.Single(seed), Entry(ExampleFiles.Inputs(Example))));
        }
    }

    [Fact]
    public void Renders_the_entry_of_three_clusters()
    {
        if (Seed("10-messenger-service-entry.yaml") is not { } seed)
        {
            return;
        }

        var third = ExampleFiles.Inputs(Example)
            .Select(file => file.Key.EndsWith("postcard.yaml", StringComparison.Ordinal)
                ? KeyValuePair.Create(file.Key, file.Value.Replace("mesh-1, mesh-2", "mesh-1, mesh-2, mesh-3", StringComparison.Ordinal))
                : file)
            .Append(KeyValuePair.Create(
                "mesh/clusters/mesh-3.yaml",
                """
                apiVersion: meshgitops.io/v1alpha1
                kind: Cluster
                metadata: {name: mesh-3}
                spec:
                  platform: gke
                  version: "1.1.9"
                  region: europe-west4
                  rootCertificate: postcard-2019
                  podCidrs: [10.12.0.0/14]
                  serviceCidrs: [10.16.0.0/20]
                  eastWestGateway: {addresses: [{address: 203.0.113.61}]}
                  dns: {mode: Forward, upstreams: [10.16.3.21]}
                  manifests: [{path: apps/mesh-2}]
                """));

        Assert.Equal(
            EntryDifferences.Append("spec.endpoints[1].address: CLUSTER3_GW_ADDR -> 203.0.113.61").Order(StringComparer.Ordinal),
            Differences(PlainYaml.Single(seed), Entry(third)));
    }

    [Fact]
    public void Renders_the_stub_of_CoreDNS()
    {
        if (Seed("05x-coredns-global-stub.yaml") is not { } seed)
        {
            return;
        }

        var ours = Rendered("clusters/mesh-1/shared/configmap-kube-system-coredns.yaml");
        // The comments of the base Corefile and our markers; the address that the seed filled in with a shell.
        var text = string.Join('\n', ours.Text("data", "Corefile")!.Split('\n').Where(line => !line.StartsWith('#')));
        Assert.Equal(
            PlainYaml.Single(seed).Text("data", "Corefile")!.Replace("ISTIO_DNS_IP", "10.100.44.8", StringComparison.Ordinal).TrimEnd(),
            text.TrimEnd());
        AssertSameObject(PlainYaml.Single(seed), ours);
    }

    [Fact]
    public void Renders_the_stub_of_kube_dns()
    {
        if (Seed("05x-kube-dns-global-stub.yaml") is not { } seed)
        {
            return;
        }

        var ours = Rendered("clusters/mesh-2/shared/configmap-kube-system-kube-dns.yaml");
        Assert.Equal(
            Compact(PlainYaml.Single(seed).Text("data", "stubDomains")!.Replace("ISTIO_DNS_IP", "10.8.3.21", StringComparison.Ordinal)),
            Compact(ours.Text("data", "stubDomains")!));
        AssertSameObject(PlainYaml.Single(seed), ours);
    }

    [Fact]
    public void Refuses_the_address_of_the_seed()
    {
        var files = ExampleFiles.Inputs(Example).Select(file => file.Key.EndsWith("messenger.yaml", StringComparison.Ordinal) && file.Key.StartsWith("mesh/", StringComparison.Ordinal)
            ? KeyValuePair.Create(file.Key, file.Value + "  virtualAddress: 127.127.42.69\n")
            : file);

        var finding = Assert.Single(GoldenCase.Run(files).Diagnostics, finding => finding.Severity == Severity.Error);

        Assert.Equal(AddressDiagnostics.AddressForbidden.Id, finding.Id);
        Assert.Equal(
            "Virtual address '127.127.42.69' of host 'messenger.default.global' belongs to loopback (127.0.0.0/8), which no sidecar redirects.",
            finding.Message);
    }

    private string? Seed(string name)
    {
        if (Repository.Shared("corpus", "postcard", "expected", name) is { } path)
        {
            return File.ReadAllText(path);
        }

        output.WriteLine("Skipped: the files of the seed are not beside the repository.");
        return null;
    }

    private static YamlMap Entry(IEnumerable<KeyValuePair<string, string>> files)
    {
        var result = GoldenCase.Run(files);
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Severity == Severity.Error);
        var file = result.Tree.Files.Single(file => file.Path.Value == "clusters/mesh-1/mesh-postcard/messenger.default.global.yaml");
        return PlainYaml.Documents(Encoding.UTF8.GetString(file.Bytes.Span)).OfType<YamlMap>().Single(item => item.Text("kind") == "ServiceEntry");
    }

    private static YamlMap Rendered(string path) =>
        PlainYaml.Single(File.ReadAllText(Repository.PathOf("examples", Example, "rendered", path)));

    /// <summary>The annotations alone are ours: a guard against pruning, and whose part it is.</summary>
    private static void AssertSameObject(YamlMap seed, YamlMap ours)
    {
        ((YamlMap)ours["metadata"]!).Remove("annotations");
        seed.Remove("data");
        ours.Remove("data");
        Assert.Empty(Differences(seed, ours));
    }

    private static List<string> Differences(YamlMap seed, YamlMap ours)
    {
        var before = Flatten(seed, "").ToDictionary(item => item.Path, item => item.Value, StringComparer.Ordinal);
        var after = Flatten(ours, "").ToDictionary(item => item.Path, item => item.Value, StringComparer.Ordinal);
        return
        [
            .. before.Keys.Union(after.Keys)
                .Order(StringComparer.Ordinal)
                .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
                .Select(path => $"{path}: {before.GetValueOrDefault(path)} -> {after.GetValueOrDefault(path)}"),
        ];
    }

    private static IEnumerable<(string Path, string Value)> Flatten(object? node, string path) => node switch
    {
        YamlMap map => map.SelectMany(field => Flatten(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")),
        YamlList list => list.SelectMany((item, index) => Flatten(item, $"{path}[{index}]")),
        _ => [(path, node.Text() ?? "")],
    };

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
}
