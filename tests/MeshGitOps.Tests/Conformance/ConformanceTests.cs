using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Conformance;

/// <summary>Every rendered object against the definitions that its API server would use.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Kinds => [.. Samples.All.Keys];

    /// <summary>Kind, path, new value (none removes the field), a part of the problem.</summary>
    public static TheoryData<string, string, string?, string> Broken => new()
    {
        { "ServiceEntry", "spec", null, "required field 'spec'" },
        { "ServiceEntry", "spec/hosts", null, "required field 'hosts'" },
        { "ServiceEntry", "spec/hosts", "catalog", "must be of type array" },
        { "ServiceEntry", "spec/hosts", "[]", "minItems" },
        { "ServiceEntry", "spec/hosts", "['*']", "hostname cannot be wildcard" },
        { "ServiceEntry", "spec/addresses", "[240.0.0.0/10]", "CIDR addresses are allowed only" },
        { "ServiceEntry", "spec/location", "MESH", "is none of" },
        { "ServiceEntry", "spec/resolution", "NONE", "NONE mode cannot set endpoints" },
        { "ServiceEntry", "spec/resolution", "STATC", "is none of" },
        { "ServiceEntry", "spec/workloadSelector", "{labels: {app: a}}", "only one of WorkloadSelector or Endpoints" },
        { "ServiceEntry", "spec/ports", "[{number: 8082, name: a}, {number: 8082, name: b}]", "port number cannot be duplicated" },
        { "ServiceEntry", "spec/ports", "[{number: 8082, name: a}, {number: 8083, name: a}]", "two items with one name" },
        { "ServiceEntry", "spec/ports/0/number", "'8082'", "must be of type integer" },
        { "ServiceEntry", "spec/ports/0/number", "0", "port must be between" },
        { "ServiceEntry", "spec/ports/0/number", "5000000000", "out of range" },
        { "ServiceEntry", "spec/ports/0/name", null, "required field 'name'" },
        { "ServiceEntry", "spec/ports/0/nmae", "a", "unknown field" },
        { "ServiceEntry", "spec/endpoints/0/address", null, "Address is required" },
        { "ServiceEntry", "spec/endpoints/0/address", "unix://a", "absolute path" },
        { "ServiceEntry", "spec/endpoints/0/ports/-web", "80", "port name must be valid" },
        { "ServiceEntry", "spec/endpoints/0/ports/web", "70000", "port must be between" },
        { "ServiceEntry", "spec/endpoints/0/labels/version", "1.10", "must be of type string" },
        { "ServiceEntry", "spec/endpoints/0/labels/version", "yes", "must be of type string" },
        { "ServiceEntry", "spec/exportTo", "null", "must not be null" },
        { "ServiceEntry", "metadata/namespace", null, "lacks the namespace" },
        { "ServiceEntry", "metadata/name", "Catalog_1", "does not match" },
        { "ServiceEntry", "metadata/labels", "{'a b': c}", "no name of a label" },
        { "ServiceEntry", "metadata/labels", "{a: 'b c'}", "does not match" },
        { "ServiceEntry", "apiVersion", "networking.istio.io/v2", "no kind that these tests know" },
        { "WorkloadEntry", "spec/address", null, "Address is required" },
        { "WorkloadEntry", "spec/address", "unix:///tmp/", "UDS may not" },
        { "WorkloadEntry", "spec/ports/http", "70000", "port must be between" },
        { "DestinationRule", "spec/trafficPolicy/outlierDetection/interval", "0s", "valid duration" },
        { "DestinationRule", "spec/trafficPolicy/outlierDetection/interval", "soon", "valid duration" },
        { "DestinationRule", "spec/trafficPolicy/outlierDetection/maxEjectionPercent", "all", "must be of type integer" },
        { "DestinationRule", "spec/trafficPolicy/tls/mode", "MTLS", "is none of" },
        { "DestinationRule", "spec/trafficPolicy/loadBalancer/consistentHash", "{useSourceIp: true}", "oneOf" },
        { "DestinationRule", "spec/trafficPolicy/outlierDetections", "{}", "unknown field" },
        { "DestinationRule", "spec/host", null, "required field 'host'" },
        { "EnvoyFilter", "spec/filters", null, "unknown field" },
        { "EnvoyFilter", "spec/filters/0/insertPosition/index", "BESIDE", "is none of" },
        { "EnvoyFilter", "spec/filters/0/listenerMatch/portNumber", "70000", "out of range" },
        { "EnvoyFilter", "spec/workloadSelector", "{labels: {a: b}}", "unknown field" },
        { "Gateway", "spec/servers/0/tls/mode", "PASSTHRU", "is none of" },
        { "Gateway", "spec/servers/0/hosts", null, "required field 'hosts'" },
        { "Gateway", "spec/servers/0/tls", "{credentialName: a, credentialNames: [b]}", "only one of credentialName" },
        { "Gateway", "spec/selector", "eastwestgateway", "must be of type object" },
        { "PeerAuthentication", "spec/mtls/mode", "ON", "must be of type string" },
        { "PeerAuthentication", "spec/mtls/mode", "STRICTLY", "is none of" },
        { "PeerAuthentication", "spec/selector", null, "portLevelMtls requires selector" },
        { "PeerAuthentication", "spec/portLevelMtls", "{web: {mode: STRICT}}", "port must be between" },
        { "PeerAuthentication", "spec/mtls/modes", "STRICT", "unknown field" },
        { "Namespace", "metadata/labels/istio-injection", "true", "must be of type string" },
        { "Namespace", "metadata/namespace", "acme", "the kind has none" },
        { "Namespace", "metadata/name", null, "required field 'name'" },
        { "Namespace", "spec", "{}", "unknown field" },
        { "ConfigMap", "data", null, "required field 'data'" },
        { "ConfigMap", "data/ttl", "30", "must be of type string" },
        { "ResourceQuota", "spec/hard/pods", "many", "does not match" },
        { "ResourceQuota", "spec/hard/pods", "100", "must be of type string" },
        { "ResourceQuota", "spec/limits", "{}", "unknown field" },
        { "Telemetry", "spec/tracing/0/randomSamplingPercentage", "all", "must be of type number" },
        { "Telemetry", "spec/targetRef", "{kind: Gateway, name: a}", "only one of targetRefs or selector" },
        { "Telemetry", "spec/tracing/0/sampling", "1", "unknown field" },
        { "HelmChartConfig", "spec/valuesContent", "{servers: []}", "must be of type string" },
        { "HelmChartConfig", "spec/valuesContent", "replicas", "does not match" },
        { "DNS", "spec/servers/0/name", "a-name-of-more-than-fifteen", "maxLength" },
        { "DNS", "spec/servers/0/forwardPlugin", null, "required field 'forwardPlugin'" },
        { "DNS", "spec/servers/0/zones", "[]", "minItems" },
        { "DNS", "metadata/namespace", "openshift-dns", "the kind has none" },
        { "Service", "spec/ports/0/port", "70000", "out of range" },
        { "Service", "spec/ports/1/protocol", "UDP", "two items" },
        { "Service", "spec/ports/0/targetPort", "true", "integer or a string" },
        { "Service", "spec/selector", null, "required field 'selector'" },
        { "PodDisruptionBudget", "spec/maxUnavailable", "1", "oneOf" },
        { "PodDisruptionBudget", "spec/selector/matchLabel", "{}", "unknown field" },
        { "Deployment", "spec/replicas", "two", "must be of type integer" },
        { "Deployment", "spec/template/spec/containers/0/image", null, "required field 'image'" },
        { "Deployment", "spec/template/spec/containers/0/ports/0/hostPort", "53", "unknown field" },
        { "Deployment", "spec/template/spec/hostNetwork", "true", "unknown field" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Takes_a_sound_object(string kind)
    {
        if (Definitions() is { } definitions)
        {
            Assert.Empty(ObjectConformance.Check(Samples.Read(kind), definitions));
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Catches_a_broken_object(string kind, string path, string? value, string problem)
    {
        if (Definitions() is { } definitions)
        {
            var problems = ObjectConformance.Check(Samples.ReadWith(kind, path, value), definitions);
            Assert.Contains(problems, text => text.Contains(problem, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Breaks_every_kind_of_the_samples() =>
        Assert.Equal(Samples.All.Keys, Broken.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Refuses_a_kind_that_nobody_listed()
    {
        if (Definitions() is { } definitions)
        {
            var secret = new KubeObject(PlainYaml.Single("{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: b}}"), "sample");
            Assert.Contains("no kind", Assert.Single(ObjectConformance.Check(secret, definitions)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Takes_the_fleets_written_by_hand()
    {
        if (Definitions() is { } definitions)
        {
            CheckAll(FleetFolder.HandWritten, definitions);
        }
    }

    [Fact]
    public void Takes_every_rendered_object_of_every_example()
    {
        if (FleetFolder.Examples.IsEmpty)
        {
            output.WriteLine("No folder below examples/ has a meshgitops.yaml yet: nothing was checked.");
            return;
        }

        if (Definitions() is { } definitions)
        {
            CheckAll(FleetFolder.Examples, definitions);
        }
    }

    [Fact]
    public void Catches_one_broken_object_of_each_kind_of_the_examples()
    {
        if (Definitions() is not { } definitions)
        {
            return;
        }

        foreach (var item in FleetFolder.Examples.SelectMany(Rendered).DistinctBy(item => (item.ApiVersion, item.Kind)))
        {
            Assert.True(Samples.All.ContainsKey(item.Kind), $"{item.Kind} is rendered and has no sample.");
            AssertCaught(item, "an unknown field", tree => tree["unheardOf"] = "a", definitions);
            AssertCaught(item, "a label that is no string", tree => ((YamlMap)tree["metadata"]!)["labels"] = new YamlMap { ["a"] = true }, definitions);
            if (item.Tree.Keys.FirstOrDefault(key => key is "spec" or "data") is { } content)
            {
                AssertCaught(item, "content of the wrong type", tree => tree[content] = "a", definitions);
                AssertCaught(item, "an unknown field inside", tree => ((YamlMap)tree[content]!)["unheardOf"] = 1L, definitions);
            }
        }
    }

    private void CheckAll(IEnumerable<string> folders, CrdCatalog definitions)
    {
        var objects = folders.SelectMany(Rendered).ToList();
        foreach (var kind in objects.GroupBy(item => $"{item.ApiVersion} {item.Kind}").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{kind.Count(),6} {kind.Key}");
        }

        Assert.NotEmpty(objects);
        Assert.Empty(objects.SelectMany(item => ObjectConformance.Check(item, definitions).Select(problem => $"{item.File}: {item}{problem}")));
    }

    /// <summary>Everything below the clusters' folders must be YAML with objects.</summary>
    private static List<KubeObject> Rendered(string folder)
    {
        var clusters = Path.Combine(FleetFolder.OutputOf(folder), "clusters");
        Assert.True(Directory.Exists(clusters), $"{folder} has no committed output.");
        var files = Directory.GetFiles(clusters, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.All(files, file => Assert.EndsWith(".yaml", file, StringComparison.Ordinal));
        Assert.All(files, file => Assert.All(PlainYaml.Documents(File.ReadAllText(file)), document => Assert.IsType<YamlMap>(document)));
        return [.. files.Where(file => Path.GetFileName(file) != "kustomization.yaml").SelectMany(file => KubeObject.ReadAll(File.ReadAllText(file), Path.GetRelativePath(clusters, file)))];
    }

    private static void AssertCaught(KubeObject item, string mistake, Action<YamlMap> change, CrdCatalog definitions)
    {
        var broken = item.Copy();
        change(broken.Tree);
        Assert.False(ObjectConformance.Check(broken, definitions).IsEmpty, $"{mistake} in {item} is not caught.");
    }

    private CrdCatalog? Definitions()
    {
        if (CrdCatalog.Instance is null)
        {
            output.WriteLine("Skipped: the CustomResourceDefinitions are not beside the repository.");
        }

        return CrdCatalog.Instance;
    }
}
