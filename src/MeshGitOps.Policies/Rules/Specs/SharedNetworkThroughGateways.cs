using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A GlobalNamespace whose clusters all share one network, and still call each other through gateways.</summary>
public sealed class SharedNetworkThroughGateways : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "shared-network-through-gateways",
        "shared network through gateways",
        Severity.Info,
        """
        Pods of clusters in one network reach each other directly, so the hop through the east-west gateways costs time and load balancers for nothing.
        Gateways are still right if the network policy between the clusters lets nothing else through.
        If they do not, joining the control planes by remote secrets is the shorter way; if the clusters are in different networks after all, declare them.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "Istio's deployment models, section on network models";

    public override RuleExample Example { get; } = new(
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: [|demo|]}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
        # file: mesh/clusters.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec: {version: "1.26", region: us-east-1, network: backbone, eastWestGateway: {addresses: [{address: 192.0.2.10}]}, manifests: [{path: apps/east}]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec: {version: "1.26", region: us-west-2, network: backbone, eastWestGateway: {addresses: [{address: 192.0.2.20}]}, manifests: [{path: apps/west}]}
        """,
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
        # file: mesh/clusters.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec: {version: "1.26", region: us-east-1, network: coast-east, eastWestGateway: {addresses: [{address: 192.0.2.10}]}, manifests: [{path: apps/east}]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: west}
        spec: {version: "1.26", region: us-west-2, network: coast-west, eastWestGateway: {addresses: [{address: 192.0.2.20}]}, manifests: [{path: apps/west}]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var clusters = MemberNamespaces.ClustersOf(globalNamespace, context.Specs);
            if (clusters.Length > 1
                && clusters[0].Network is { } network
                && globalNamespace.Interconnect?.Value != InterconnectMode.Legacy
                && clusters.All(cluster => cluster.Network?.Value == network.Value))
            {
                yield return settings.Finding(
                    globalNamespace.Interconnect?.Location ?? globalNamespace.Metadata.Name.Location,
                    $"All {clusters.Length} clusters of GlobalNamespace '{globalNamespace.Metadata.Name}' lie in network '{network}', but call each other through gateways.",
                    "Nothing is wrong if the network lets only the gateways through.",
                    new RelatedLocation(network.Location, "the network of the first cluster"));
            }
        }
    }
}
