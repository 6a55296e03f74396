using System.Globalization;
using MeshGitOps.Cli;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Cases;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Kinds;

/// <summary>Every value of a complete workspace replaced by a wrong one: one clear finding at its place, and no others that follow from it.</summary>
public sealed class WrongValueTests(ITestOutputHelper output)
{
    private const string File = "mesh.yaml";

    private const string Workspace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata: {name: acme}
        spec:
          requiredVersion: ">=0.1"
          specs: [mesh.yaml]
          policies: [rules]
          templates: []
          output: {directory: out/manifests, layout: PerCluster}
          publish: {to: Branch, branch: "env/{cluster}", remote: upstream}
          delivery:
            repository: https://git.example.com/acme/mesh.git
            argocd: {namespace: gitops, applications: PerCluster, automated: true}
            flux: {oci: {url: "oci://registry.example.com/acme/mesh", tag: stable}}
          virtualAddresses: {ipv4: 240.64.0.0/10, lock: lock.yaml}
        """;

    private const string Specs = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: acme}
        spec:
          trustDomain: acme.test
          trustDomainAliases: [old.acme.test]
          rootCertificates:
            corp-2026: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
          trustBundle: []
          mtls: {mode: STRICT}
          excludedNamespaces: [legacy-*]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west, labels: {cloud: aws}}
        spec:
          provider: istio
          version: "1.26"
          dataPlane: Sidecar
          platform: other
          region: us-west-1
          network: net-west
          clusterDomain: cluster.local
          trustDomain: acme.test
          rootCertificate: corp-2026
          podCidrs: [10.0.0.0/16]
          serviceCidrs: [172.20.0.0/16]
          istioNamespace: istio-system
          discovery: None
          eastWestGateway:
            addresses:
            - {address: 203.0.113.20, reachableFrom: [east]}
            port: 15443
            namespace: istio-system
            selector: {istio: eastwestgateway}
            managed: true
          egressGateway: {namespace: out, service: egress, port: 15443, selector: {istio: egress}}
          ingressGateway: {namespace: in, selector: {istio: ingress}, addresses: [203.0.113.21]}
          dns:
            provider: coredns
            mode: Hosts
            capture: Disabled
            zone: Open
            version: "1.11.1"
            corefile: dns/Corefile
          injection: {mode: Members, revision: "", exclude: [batch-*]}
          capacity: {nodes: 6, allocatablePerNode: {cpu: "4", memory: 16Gi, pods: 110}}
          manifests:
          - {path: apps/west.yaml, namespace: shop}
          kubeconfigContext: west
          delivery: {argocd: {server: "https://10.0.0.1:6443", project: mesh}}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          trustDomain: acme.test
          rootCertificate: corp-2026
          podCidrs: [10.1.0.0/16]
          serviceCidrs: [172.21.0.0/16]
          eastWestGateway:
            addresses: [{address: 203.0.113.30}]
          dns: {capture: Enabled}
          manifests:
          - {path: apps/east.yaml, namespace: shop}
          delivery: {flux: {namespace: gitops, interval: 10m}}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
          hostname: "{service}.{domain}"
          members:
          - clusters: {names: [west, east]}
            namespaces: [shop]
          services: {include: ["*"], exclude: []}
          mtls: {mode: STRICT, rollout: Strict}
          interconnect: EastWest
          configNamespace: mesh-config
          configNamespaceLabels: {istio-discovery: enabled}
          consumers: Members
          failover:
            enabled: true
            regions: [{from: us-west-1, to: us-east-1}]
            outlierDetection: {consecutiveGatewayErrors: 5, consecutive5xxErrors: 7, interval: 10s, baseEjectionTime: 30s, maxEjectionPercent: 100}
          isolation: false
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: catalog}
        spec:
          globalNamespace: {name: acme}
          service: {name: catalog, namespace: shop}
          aliases: [products.acme.example.com]
          virtualAddress: 240.64.1.7
          ports: [{name: http-catalog, number: 80, targetPort: 8080, protocol: HTTP}]
          selector: {app: catalog}
          serviceAccounts: [catalog]
          consumers: [{namespace: shop, clusters: {names: [west]}}]
          replicatedBackend: true
          mtls: {portLevel: {}}
          failover: {enabled: true}
          circuitBreaker: {maxConnections: 100, maxPendingRequests: 50, maxRequestsPerConnection: 0, outlierDetection: {interval: 5s}}
          subsets: []
        """;

    private const string Catalog = """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog}
        spec:
          selector: {app: catalog}
          ports: [{name: http-catalog, port: 80, targetPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: catalog}
        spec:
          selector: {matchLabels: {app: catalog}}
          template:
            metadata: {labels: {app: catalog}}
            spec: {serviceAccountName: catalog, containers: [{name: catalog, image: "example.com/catalog:1", ports: [{containerPort: 8080}]}]}
        """;

    private static readonly string[] WrongValues =
    [
        "null", "''", "[]", "{}", "{zzz: 1}", "[{}]", "-1", "99999999999999999999", "true", "\"\\u202e\\e[31m\"", "../../../etc/passwd", "[a, a]",
        new string('x', 20_000),
    ];

    [Fact]
    public void Gives_one_finding_at_the_wrong_value()
    {
        Assert.Empty(Errors(Run(Files(Workspace, Specs))));
        var problems = new List<string>();
        var refused = 0;
        foreach (var (path, text) in new[] { ("meshgitops.yaml", Workspace), (File, Specs) })
        {
            foreach (var (name, span) in YamlTreeBuilder.Build(new SourceText(path, text)).Value.SelectMany(document => ValuesOf(document.Root, "")))
            {
                foreach (var wrong in WrongValues)
                {
                    var changed = text.Remove(span.Start, span.Length).Insert(span.Start, wrong);
                    var result = Run(path == File ? Files(Workspace, changed) : Files(changed, Specs));
                    var errors = Errors(result);
                    if (errors.All(error => error.Id.StartsWith("MGO3", StringComparison.Ordinal)))
                    {
                        // Right by itself: what the plan makes of it has cases of its own.
                        continue;
                    }

                    var there = errors.Count(error => error.Location.Path == path && IsAt(error.Location.Span, name, span.Start, wrong.Length));
                    refused += there > 0 ? 1 : 0;
                    if (there < errors.Length ? there > 0 : there > (IsCollection(wrong) ? int.MaxValue : 1))
                    {
                        problems.Add($"{name}: {wrong[..Math.Min(30, wrong.Length)]}\n{string.Join('\n', errors.Select(Line))}");
                    }
                }
            }
        }

        output.WriteLine($"{refused} values were refused.");
        Assert.True(refused > 1000, $"Only {refused} wrong values were refused.");
        Assert.True(problems.Count == 0, $"{problems.Count} values give other findings than one:\n{string.Join('\n', problems)}");
    }

    /// <summary>At the value, or at the key before it.</summary>
    private static bool IsAt(TextSpan span, string name, int start, int length) =>
        span.Start <= start + length && span.End >= start - name.Length - 4;

    /// <summary>A wrong list or mapping may hold several mistakes.</summary>
    private static bool IsCollection(string value) => value is ['[' or '{', ..];

    private static string Line(Diagnostic error) => string.Create(
        CultureInfo.InvariantCulture,
        $"    {error.Id} {error.Location.Path}:{error.Location.Position.Line}:{error.Location.Position.Column} {error.Message[..Math.Min(140, error.Message.Length)]}");

    private static IEnumerable<(string Name, TextSpan Span)> ValuesOf(YamlNode? node, string name) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => ValuesOf(entry.Value, $"{name}.{entry.Key.Value}"))
            .Concat(IsFlow(mapping) ? [(name, mapping.Location.Span)] : []),
        YamlSequence sequence => sequence.Items.SelectMany(item => ValuesOf(item, $"{name}[]"))
            .Concat(IsFlow(sequence) ? [(name, sequence.Location.Span)] : []),
        { } scalar when name is not (".kind" or ".apiVersion") => [(name, scalar.Location.Span)],
        _ => [],
    };

    private static bool IsFlow(YamlNode node) => node.Location.Source.Text[node.Location.Span.Start] is '{' or '[';

    private static Diagnostic[] Errors(PipelineResult result) =>
        [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)];

    private static PipelineResult Run(List<KeyValuePair<string, string>> files) => GoldenCase.Run(files, maxParallelism: 1);

    private static List<KeyValuePair<string, string>> Files(string workspace, string specs) =>
    [
        KeyValuePair.Create("apps/east.yaml", Catalog),
        KeyValuePair.Create("apps/west.yaml", Catalog),
        KeyValuePair.Create("dns/Corefile", ".:53 {\n    forward . /etc/resolv.conf\n}\n"),
        KeyValuePair.Create("lock.yaml", ""),
        KeyValuePair.Create(File, specs),
        KeyValuePair.Create("meshgitops.yaml", workspace),
        KeyValuePair.Create("rules/policy.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Policy\nmetadata: {name: p}\nspec: {}\n"),
    ];
}
