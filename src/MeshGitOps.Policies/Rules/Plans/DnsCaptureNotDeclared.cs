using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A cluster whose clients need the sidecar's DNS proxy, which nobody said is switched on.</summary>
public sealed class DnsCaptureNotDeclared : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "dns-capture-not-declared",
        "DNS capture not declared",
        Severity.Warning,
        """
        In DNS mode Capture the sidecar itself answers the names of global services.
        Istio's default profile leaves that proxy off; the names are then asked of the cluster's DNS, which does not know them, and every call ends with NXDOMAIN.
        Switch it on in the mesh config and say so in the Cluster, or take mode Hosts or Forward.
        Pods that run already get it with their next restart.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "Istio's page on DNS proxying and istio/istio#37502";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: [|Capture|]}
          manifests: [{path: apps/east}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var specs = context.Specs.Clusters.ToLookup(cluster => cluster.Metadata.Name.Value, StringComparer.Ordinal);
        foreach (var cluster in context.Plan.Clusters)
        {
            if (!NeedsCapture(cluster))
            {
                continue;
            }

            var dns = specs[cluster.Name].FirstOrDefault()?.Dns;
            yield return settings.Finding(
                dns?.Capture?.Location ?? dns?.Mode?.Location ?? cluster.Settings.Origin.Location,
                $"Cluster '{cluster.Name}' resolves global hosts by DNS capture, but does not declare that capture is enabled.",
                "Add 'meshConfig: {defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: \"true\"}}}' to the installation of Istio, "
                + "then 'dns: {capture: Enabled}' to the Cluster.");
        }
    }

    /// <summary>Capture that is declared as Disabled is an error of the planner.</summary>
    private static bool NeedsCapture(ClusterPlan cluster) =>
        cluster.Settings is
        {
            Provider: MeshProviderKind.Istio,
            DnsMode: DnsMode.Capture,
            DnsCapture: DnsCapture.Unknown,
        }
        && !cluster.ClientEntries.IsEmpty;
}
