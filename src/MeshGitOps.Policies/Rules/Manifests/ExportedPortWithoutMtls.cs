using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A PeerAuthentication that switches mutual TLS off on a port that other clusters call.</summary>
public sealed class ExportedPortWithoutMtls : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "exported-port-without-mtls",
        "exported port without mTLS",
        Severity.Error,
        """
        Clients of a global host speak mutual TLS through the gateways to the sidecar of the server.
        A PeerAuthentication with mode DISABLE for the container port makes this sidecar hand the TLS handshake to the application, which does not understand it: the gateway forwards, and every call fails.
        Mode DISABLE in the specs is reported by the planner (MGO3029, MGO3042); this is about one in the manifests.
        Set PERMISSIVE or STRICT, or say the exception in 'mtls.portLevel' of a GlobalService, which leaves the port out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "runs of Istio 1.14 with PeerAuthentication DISABLE behind an AUTO_PASSTHROUGH gateway";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: east
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: hello, namespace: demo}
        spec:
          selector: {matchLabels: {app: hello}}
          portLevelMtls: {[|8080|]: {mode: DISABLE}}
        """,
        """
        # workspace
        # cluster: east
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: hello, namespace: demo}
        spec:
          selector: {matchLabels: {app: hello}}
          portLevelMtls: {8080: {mode: PERMISSIVE}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var findings =
            from cluster in context.Clusters
            from entry in cluster.Plan?.ServerEntries ?? []
            from server in entry.Host.Servers
            where server.Cluster == cluster.Name
            from host in cluster.Hosts.Named($"{server.Service.Name}.{server.Service.Namespace}.svc.{cluster.ClusterDomain}")
            let service = host.Service
            where service is { Selector.IsEmpty: false }
            from finding in Check(cluster, entry, service, settings)
            select finding;
        return findings.OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Check(ClusterMesh cluster, ServerEntryPlan entry, KubernetesService service, RuleSettings settings) =>
        from workload in cluster.Workloads.Selected(service.Key.Namespace, service.Selector)
        where workload.Replicas != 0
        from exported in entry.Ports
        from port in service.Ports
        where port.Number == exported.Number && port.TransportProtocol == "TCP"
        from containerPort in port.ContainerPortsIn([workload])
        let mtls = cluster.Mtls.Of(workload, containerPort)
        where mtls is { Mode: MtlsMode.Disable, Policy.IsPlanned: false }
        let policy = mtls.Value.Policy
        select settings.Finding(
            mtls.Value.Location ?? policy.NameLocation,
            $"{policy.Subject} switches mutual TLS off at port {containerPort} of {workload.Kind} '{workload.Key}', which global host '{entry.Host.Host}' leads to.",
            "Set PERMISSIVE or STRICT, or say the exception in 'mtls.portLevel' of a GlobalService.",
            new RelatedLocation(entry.Host.Origin.Location, $"{entry.Host.Origin} exports it"));
}
