using System.Globalization;
using System.Text.RegularExpressions;
using MeshGitOps.Cli;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Cli;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Transitions;

/// <summary>
/// A workspace on disk that changes commit by commit: clients in 'west', the service 'catalog' in 'east' and 'asia',
/// no two clusters in one region, so that a client takes every endpoint alike.
/// </summary>
internal sealed class MovingFleet : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MovingFleet()
    {
        _folder.Write("meshgitops.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Workspace
            metadata: {name: moving}
            spec: {specs: [mesh]}

            """);
        Trust("");
        Cluster("west", 1);
        Cluster("east", 2);
        Cluster("asia", 3);
        Members("west", "east", "asia");
        Catalog("west", 8080, replicas: 0);
        Catalog("east", 8080);
        Catalog("asia", 8080);
        Served("{name: east}");
    }

    public void Dispose() => _folder.Dispose();

    public string Read(string path) => _folder.Read(path);

    public void Write(string path, string text) => _folder.Write(path, text);

    /// <summary>Renders in place, as a commit would hold it.</summary>
    public Commit Render(params string[] arguments)
    {
        var run = CommandRun.In(_folder.Path, ["render", "--all", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var findings = Regex.Matches(run.Output, @"\[(MGO43\d\d)\]").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        return new Commit(FleetFolder.Read(_folder.Path), string.Join(' ', findings), run.Output);
    }

    public bool IsUpToDate(params string[] arguments) =>
        CommandRun.In(_folder.Path, ["render", "--check", .. arguments]).ExitCode == 0;

    /// <summary>Renders, and takes back what it wrote.</summary>
    public Commit Try(params string[] arguments)
    {
        var before = Output();
        var commit = Render(arguments);
        Restore(before);
        return commit;
    }

    /// <summary>The rendered files.</summary>
    public SortedDictionary<string, string> Output() => new(
        _folder.Files().Where(file => file.StartsWith("rendered/", StringComparison.Ordinal)).ToDictionary(file => file, _folder.Read),
        StringComparer.Ordinal);

    public void Restore(IReadOnlyDictionary<string, string> output)
    {
        foreach (var file in Output().Keys)
        {
            File.Delete(_folder.At(file));
        }

        foreach (var (file, text) in output)
        {
            _folder.Write(file, text);
        }
    }

    /// <summary>Plan and findings, without the disk.</summary>
    public PipelineResult Plan() => GoldenCase.Run(_folder.Files()
        .Where(file => !file.StartsWith("rendered/", StringComparison.Ordinal))
        .Select(file => KeyValuePair.Create(file, _folder.Read(file))));

    public void Members(params string[] clusters) => Members("STRICT", "Strict", clusters);

    public void Members(string mode, string rollout, string[] clusters) => _folder.Write("mesh/acme.yaml", $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
          members:
          - clusters: {names: [{{string.Join(", ", clusters)}}]}
            namespaces: [acme]
          mtls: {mode: {{mode}}, rollout: {{rollout}}}

        """);

    /// <param name="clusters">The list of the GlobalService; empty: where it runs.</param>
    public void Served(string clusters, string more = "") => _folder.Write("mesh/catalog.yaml", $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: catalog}
        spec:
          globalNamespace: {name: acme}
          service: {name: catalog, namespace: acme}
          clusters: [{{clusters}}]
        {{more}}
        """);

    /// <param name="bundle">The roots that every cluster accepts besides its own, with commas.</param>
    public void Trust(string bundle) => _folder.Write("mesh/mesh.yaml", $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: moving}
        spec:
          rootCertificates:
            r-2025: "sha256:1111111111111111111111111111111111111111111111111111111111111111"
            r-2026: "sha256:2222222222222222222222222222222222222222222222222222222222222222"
          trustBundle: [{{bundle}}]

        """);

    public void Cluster(string name, int number, string root = "r-2025", string? gateway = null) => _folder.Write($"mesh/clusters/{name}.yaml", $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: {{name}}}
        spec:
          version: "1.26"
          region: region-{{number.ToString(CultureInfo.InvariantCulture)}}
          rootCertificate: {{root}}
          podCidrs: [10.{{number}}.0.0/16]
          serviceCidrs: [172.{{20 + number}}.0.0/16]
          eastWestGateway: {{gateway ?? $"{{addresses: [{{address: 203.0.113.{number}}}]}}"}}
          dns: {capture: Enabled}
          manifests: [{path: apps/{{name}}}]

        """);

    public void Catalog(string cluster, int port, int replicas = 1, int? otherPort = null, string account = "catalog") => _folder.Write($"apps/{cluster}/catalog.yaml", $$$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: acme, labels: {istio-injection: enabled}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: acme}
        spec:
          selector: {app: catalog}
          ports:
          - {name: http, port: {{{port}}}, targetPort: 8080}
        {{{(otherPort is { } other ? Port(other) : "")}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog, namespace: acme}
        spec:
          replicas: {{{replicas}}}
          selector: {matchLabels: {app: catalog}}
          template:
            metadata: {labels: {app: catalog}}
            spec:
              serviceAccountName: {{{account}}}
              containers:
              - {name: catalog, image: registry.example.com/catalog:1.0, ports: [{containerPort: 8080}]}

        """);

    private static string Port(int number) => FormattableString.Invariant($"  - {{name: http-next, port: {number}, targetPort: 8080}}");
}

/// <summary>What one render left in the repository, and what it reported.</summary>
/// <param name="Findings">The ids of the unsafe transitions, sorted.</param>
internal sealed record Commit(Fleet Fleet, string Findings, string Output);
