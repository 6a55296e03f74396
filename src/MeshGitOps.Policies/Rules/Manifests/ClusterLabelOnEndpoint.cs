using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An endpoint of a ServiceEntry with a label that Istio writes over.</summary>
public sealed class ClusterLabelOnEndpoint : Rule
{
    private const string Label = "topology.istio.io/cluster";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "cluster-label-on-endpoint",
        "cluster label on endpoint",
        Severity.Warning,
        """
        Istio sets the label 'topology.istio.io/cluster' of every endpoint to the cluster whose control plane read the ServiceEntry.
        What an endpoint writes there is lost, so a subset of a DestinationRule for another cluster selects nothing, and its calls end with 503.
        Take a label of your own, such as 'example.com/cluster', for endpoints and subsets.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "AugmentLabels in Istio's pilot/pkg/serviceregistry/util/label";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - address: 192.0.2.10
            labels: {[|topology.istio.io/cluster|]: west}
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog.example.com]
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - address: 192.0.2.10
            labels: {example.com/cluster: west}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        (from cluster in context.Clusters
         from entry in cluster.DistinctEntries()
         from endpoint in entry.Endpoints
         let labels = endpoint.Node.Mapping("labels")
         where labels?[Label] is not null
         select settings.Finding(
             labels.KeyLocation(Label),
             $"Endpoint '{endpoint.Address}' of {entry.Object} has the label '{Label}', which Istio writes over.",
             "Take a label of your own, here and in the subsets of DestinationRules.")).OncePerPlace();
}
