using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A gateway of a network that is not told to see that network alone.</summary>
public sealed class GatewayWithoutNetworkView : Rule
{
    private const string Label = "topology.istio.io/network";
    private const string Variable = "ISTIO_META_REQUESTED_NETWORK_VIEW";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-without-network-view",
        "gateway without network view",
        Severity.Warning,
        """
        The gateway of a network shall forward the calls of other networks to endpoints of its own.
        Without ISTIO_META_REQUESTED_NETWORK_VIEW istiod gives it the endpoints of all networks, so it sends calls on to the gateways of others, and two of them loop.
        The gateway chart of Istio sets the variable together with the label, from 'networkGateway'.
        Set it to the name of the gateway's network.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#33127 and #11841";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: [|eastwest|], namespace: istio-system}
        spec:
          template:
            metadata: {labels: {istio: eastwestgateway, topology.istio.io/network: west}}
            spec: {containers: [{name: istio-proxy, image: auto}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.demo.svc.cluster.local]
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: eastwest, namespace: istio-system}
        spec:
          template:
            metadata: {labels: {istio: eastwestgateway, topology.istio.io/network: west}}
            spec:
              containers:
              - name: istio-proxy
                image: auto
                env: [{name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: west}]
        ---
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
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var selected = new GatewayPods(cluster);
        return from gateway in cluster.Gateways
               where gateway.Servers.Any(GatewayServers.IsAutoPassthrough)
               from workload in selected.WorkloadsOf(gateway)
               where workload.PodLabels.ContainsKey(Label) && !workload.Environment.Any(variable => variable.Name == Variable)
               select settings.Finding(
                   workload.Location,
                   $"The gateway {workload.Kind} '{workload.Key}' of network '{workload.PodLabels[Label]}' has no '{Variable}', so it sees the endpoints of all networks.",
                   $"Set the environment variable '{Variable}' to '{workload.PodLabels[Label]}'.");
    }
}
