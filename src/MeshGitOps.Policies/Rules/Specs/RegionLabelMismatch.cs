using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A Cluster whose region is not the one that its nodes carry.</summary>
public sealed class RegionLabelMismatch : Rule
{
    private const string RegionLabel = "topology.kubernetes.io/region";

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "region-label-mismatch",
        "region label mismatch",
        Severity.Error,
        """
        A sidecar takes its region from the node's label 'topology.kubernetes.io/region', and compares it with the localities of the endpoints letter by letter.
        Where the Cluster says another region, nothing is local to any client: calls leave the cluster although the service runs next door.
        Write the region exactly as the nodes carry it.
        Only Node objects among the manifests are compared.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "Istio's page on locality load balancing, and a trial with nodes of another region";

    public override RuleExample Example { get; } = new(
        """
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: [|us-east|]
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: v1
        kind: Node
        metadata: {name: node-1, labels: {topology.kubernetes.io/region: us-east-1}}
        """,
        """
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: v1
        kind: Node
        metadata: {name: node-1, labels: {topology.kubernetes.io/region: us-east-1}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var inventories = context.Inventories.ToDictionary(inventory => inventory.Cluster, StringComparer.Ordinal);
        foreach (var cluster in context.Specs.Clusters)
        {
            if (cluster.Region is not { } region || !inventories.TryGetValue(cluster.Metadata.Name.Value, out var inventory))
            {
                continue;
            }

            var labelled = inventory.Nodes.Where(node => node.Labels.ContainsKey(RegionLabel)).ToList();
            if (labelled.Count == 0 || labelled.Exists(node => node.Labels[RegionLabel] == region.Value))
            {
                continue;
            }

            yield return settings.Finding(
                region.Location,
                $"Cluster '{cluster.Metadata.Name}' says region '{region}', but its nodes carry '{labelled[0].Labels[RegionLabel]}'.",
                $"Write 'region: {labelled[0].Labels[RegionLabel]}'.",
                new RelatedLocation(labelled[0].Location, "a node of the cluster"));
        }
    }
}
