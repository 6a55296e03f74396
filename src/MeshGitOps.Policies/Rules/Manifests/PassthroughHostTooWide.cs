using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A gateway between clusters that passes more on than what is exported.</summary>
public sealed class PassthroughHostTooWide : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "passthrough-host-too-wide",
        "passthrough host too wide",
        Severity.Warning,
        """
        An AUTO_PASSTHROUGH gateway opens every Service and ServiceEntry that its hosts match and that its namespace sees, with all their ports.
        '*.local' is every Service of the cluster, the ones of the platform and of other teams included.
        Whoever reaches the load balancer and holds a certificate of the mesh reaches all of them, and only the policies of each workload still stand in the way.
        List the hosts that are meant for other clusters.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "samples/multicluster/expose-services.yaml of Istio, which opens '*.local'";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [[|"*.local"|]]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.demo.svc.cluster.local]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from host in new PassthroughHosts(cluster).All
         where host.IsWildcard
         select settings.Finding(
             host.Host.Location,
             $"{host.Gateway.Object} opens {Opened(host.Name, cluster.ClusterDomain)} to other clusters.",
             "List the hosts that are meant for other clusters.")).OncePerPlace();

    private static string Opened(string name, string clusterDomain) =>
        name == "*" || $".svc.{clusterDomain}".EndsWith(name[1..], StringComparison.Ordinal)
            ? $"every Service of the cluster ('{name}')"
            : $"every host that matches '{name}'";
}
