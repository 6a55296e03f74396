using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A cluster whose pod and Service ranges are unknown, where virtual addresses could lie in them.</summary>
public sealed class AddressRangesNotDeclared : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "address-ranges-not-declared",
        "address ranges not declared",
        Severity.Warning,
        """
        A virtual address that is also the address of a pod or a Service takes that one's traffic away in every namespace that sees the host.
        The default range of virtual addresses lies in 240.0.0.0/4, which no pod has, except on GKE, where pods may be given it.
        With another range, or on GKE, only the declared 'podCidrs' and 'serviceCidrs' of a cluster show whether they meet.
        Declare both for each cluster.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "RFC 1112 on class E, and GKE's page on privately used address ranges";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: [|east|]}
        spec:
          version: "1.26"
          platform: gke
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          platform: gke
          region: us-east-1
          rootCertificate: corporate
          podCidrs: [10.8.0.0/14]
          serviceCidrs: [10.12.0.0/20]
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var range = context.Specs.Workspace.VirtualAddressRange?.Value ?? WorkspaceSpec.DefaultVirtualAddressRange;
        var isReserved = IpLiterals.TryParseCidr(range) is { } network && network.BaseAddress.GetAddressBytes()[0] >= 240;
        var consuming = context.Plan.Clusters
            .Where(cluster => !cluster.ClientEntries.IsEmpty)
            .Select(cluster => cluster.Name)
            .ToHashSet(StringComparer.Ordinal);
        return
            from cluster in context.Specs.Clusters
            where consuming.Contains(cluster.Metadata.Name.Value)
                && (cluster.PodCidrs.IsEmpty || cluster.ServiceCidrs.IsEmpty)
                && (!isReserved || cluster.Platform?.Value is ClusterPlatform.Gke or ClusterPlatform.GkeAutopilot)
            select settings.Finding(
                cluster.Metadata.Name.Location,
                $"Cluster '{cluster.Metadata.Name}' does not declare {Missing(cluster)}, which the virtual addresses of {range} could lie in.",
                "Declare 'podCidrs' and 'serviceCidrs'.");
    }

    private static string Missing(ClusterSpec cluster) => (cluster.PodCidrs.IsEmpty, cluster.ServiceCidrs.IsEmpty) switch
    {
        (true, true) => "its pod and Service ranges",
        (true, false) => "its pod ranges",
        _ => "its Service ranges",
    };
}
