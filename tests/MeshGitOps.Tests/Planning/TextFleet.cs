using System.Globalization;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Planning;

/// <summary>A small fleet as text, planned and rendered by the whole pipeline.</summary>
internal sealed class TextFleet
{
    private readonly StringBuilder _specs = new();
    private readonly SortedDictionary<string, StringBuilder> _manifests = new(StringComparer.Ordinal);
    private string _lock = "";

    /// <summary>Two clusters in two regions and the GlobalNamespace 'acme' over their namespace 'shop'.</summary>
    public static TextFleet OfTwo(string globalNamespace = "") =>
        new TextFleet().Cluster("a", "us-west-1").Cluster("b", "westeurope").GlobalNamespace(globalNamespace);

    /// <param name="more">Fields of the spec, two spaces deep.</param>
    public TextFleet Cluster(string name, string region, string more = "", string labels = "")
    {
        var number = _manifests.Count + 1;
        var gateway = more.Contains("eastWestGateway:", StringComparison.Ordinal)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  eastWestGateway: {{addresses: [{{address: 203.0.113.{number}}}]}}\n");
        var version = more.Contains("version:", StringComparison.Ordinal) ? "" : "  version: \"1.26\"\n";
        _manifests.Add(name, new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n"));
        return Spec($$"""
            apiVersion: meshgitops.io/v1alpha1
            kind: Cluster
            metadata: {name: {{name}}, labels: { {{labels}} } }
            spec:
              region: {{region}}
              manifests: [{path: apps/{{name}}.yaml, namespace: shop}]
            """ + $"\n{version}{gateway}{more}");
    }

    public TextFleet GlobalNamespace(string more = "") => Spec($$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
        """ + (more.Contains("members:", StringComparison.Ordinal)
            ? ""
            : "\n  members: [{clusters: {names: [\"*\"]}, namespaces: [shop]}]") + $"\n{more}");

    /// <param name="more">Fields of the spec, two spaces deep.</param>
    public TextFleet GlobalService(string name, string more, string service = "") => Spec($$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: {{name}}}
        spec:
          globalNamespace: {name: acme}
          service: {{(service.Length > 0 ? service : $"{{name: {name}, namespace: shop}}")}}
        """ + $"\n{more}");

    public TextFleet Spec(string document)
    {
        _specs.Append("---\n").Append(document).Append('\n');
        return this;
    }

    /// <summary>Adds documents to the manifests of a cluster.</summary>
    public TextFleet In(string cluster, params string[] documents)
    {
        foreach (var document in documents)
        {
            _manifests[cluster].Append("---\n").Append(document).Append('\n');
        }

        return this;
    }

    public TextFleet Locked(string lines)
    {
        _lock = lines;
        return this;
    }

    public PlannedFleet Run()
    {
        var files = _manifests.Select(entry => KeyValuePair.Create($"apps/{entry.Key}.yaml", entry.Value.ToString())).ToList();
        files.Add(new("mesh.yaml", _specs.ToString()));
        files.Add(new("meshgitops.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: acme}\nspec: {}\n"));
        if (_lock.Length > 0)
        {
            files.Add(new("addresses.lock.yaml", _lock));
        }

        return new PlannedFleet(Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions()));
    }

    /// <summary>A Service and the Deployment behind it.</summary>
    public static string[] App(string name, string ports = "[{name: http, port: 8080}]", string? account = null, string @namespace = "shop") =>
        [Service(name, ports, @namespace: @namespace), Deployment(name, account: account ?? name, @namespace: @namespace)];

    /// <param name="more">Fields of the spec in flow style, each with a comma before it.</param>
    public static string Service(string name, string ports = "[{name: http, port: 8080}]", string more = "", string @namespace = "shop", string? selector = null) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec: {selector: { {{selector ?? $"app: {name}"}} }, ports: {{ports}}{{more}} }
        """;

    public static string Deployment(
        string name,
        string labels = "",
        string account = "default",
        string replicas = "1",
        string ports = "[]",
        string podSpec = "",
        string @namespace = "shop") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec:
          replicas: {{replicas}}
          template:
            metadata: {labels: {app: {{name}}{{labels}} } }
            spec: {serviceAccountName: {{account}}, containers: [{name: main, image: "main:1", ports: {{ports}} }]{{podSpec}} }
        """;
}

/// <summary>What came of a <see cref="TextFleet"/>.</summary>
internal sealed class PlannedFleet(PipelineResult result)
{
    public PipelineResult Result { get; } = result;

    /// <summary>The findings of the stages; rules have tests of their own.</summary>
    public IEnumerable<Diagnostic> Findings =>
        Result.Diagnostics.Where(finding => finding.Id.StartsWith("MGO", StringComparison.Ordinal));

    public IEnumerable<string> Ids => Findings.Select(finding => finding.Id);

    public IEnumerable<string> Hosts => Result.Plan.Hosts.Select(host => host.Host);

    public ClusterPlan this[string cluster] => Result.Plan.Clusters.Single(plan => plan.Name == cluster);

    public GlobalHost Host(string host) => Result.Plan.Hosts.Single(plan => plan.Host == Qualified(host));

    public ClientEntryPlan Client(string cluster, string host) =>
        this[cluster].ClientEntries.Single(entry => entry.Host.Host == Qualified(host));

    /// <summary>The hosts that clients of a cluster see.</summary>
    public IEnumerable<string> ClientsOf(string cluster) => this[cluster].ClientEntries.Select(entry => entry.Host.Host);

    public IEnumerable<string> ServersOf(string cluster) => this[cluster].ServerEntries.Select(entry => entry.Host.Host);

    /// <summary>The endpoints of a host as 'cluster locality', in their order.</summary>
    public IEnumerable<string> Endpoints(string cluster, string host) =>
        Client(cluster, host).Endpoints.Select(endpoint => $"{endpoint.Cluster} {endpoint.Locality}");

    /// <summary>The text of the rendered file that ends so; fails where there is not exactly one.</summary>
    public string Rendered(string ending) => Encoding.UTF8.GetString(
        Assert.Single(Result.Tree.Files, file => file.Path.ToString().EndsWith(ending, StringComparison.Ordinal)).Bytes.Span);

    /// <summary>Nothing but information was found by the stages.</summary>
    public PlannedFleet AssertClean()
    {
        Assert.Empty(Findings.Where(finding => finding.Severity != Severity.Info).Select(finding => $"{finding.Id} {finding.Message}"));
        return this;
    }

    /// <summary>One finding with this id, whose place has this text.</summary>
    public void AssertFinding(string id, string place)
    {
        var finding = Assert.Single(Findings, finding => finding.Id == id);
        var location = finding.Location;
        Assert.Equal(place, location.Source.Text.Substring(location.Span.Start, location.Span.Length));
    }

    private static string Qualified(string host) => host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.acme.example.com";
}
