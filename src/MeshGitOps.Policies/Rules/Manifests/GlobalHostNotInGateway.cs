using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A cluster that keeps the Gateway of its east-west gateway itself, and leaves a served host out of it.</summary>
public sealed class GlobalHostNotInGateway : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "global-host-not-in-gateway",
        "global host not in gateway",
        Severity.Error,
        """
        With 'eastWestGateway.managed: false' the Gateway of the east-west gateway is somebody else's, and none is rendered.
        It must have an AUTO_PASSTHROUGH server on the gateway's port for each host that the cluster serves.
        For a host that it leaves out the gateway has no filter chain: connections of other clusters are reset.
        Add the host to the Gateway, or let the Gateway be rendered.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#52875; a Gateway without the host run against the control plane of 1.14";

    public override bool AffectsOutput => true;

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {managed: false, addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: [|cross-network|], namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [other.demo.example.com]
        """,
        """
        # workspace
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {managed: false, addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.demo.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.Where(KeepsItsGateway).SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    public override IEnumerable<string> NotChecked(RuleContext context, RuleSettings settings) =>
        from cluster in context.Clusters
        where KeepsItsGateway(cluster) && ServersOf(cluster).IsEmpty
        select $"Cluster '{cluster.Name}' keeps the Gateway of its east-west gateway itself, and its manifests do not hold it: that it opens every served host is not checked.";

    private static bool KeepsItsGateway(ClusterMesh cluster) => cluster.Plan is { Settings.EastWestManaged: false, ServerEntries.IsEmpty: false };

    /// <summary>On the gateway's pods and port.</summary>
    private static ImmutableArray<PassthroughHost> ServersOf(ClusterMesh cluster)
    {
        if (cluster.Plan?.Settings is not { } plan)
        {
            return [];
        }

        var selected = new GatewayPods(cluster);
        var pods = selected.Of(plan.EastWestSelector);
        return
        [
            .. new PassthroughHosts(cluster).All.Where(host =>
                host.Server.PortNumber?.Value == plan.EastWestServicePort
                && selected.Of(host.Gateway).Intersect(pods, StringComparer.Ordinal).Any()),
        ];
    }

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var servers = ServersOf(cluster);
        if (servers.IsEmpty)
        {
            yield break;
        }

        var names = servers.Select(server => server.Name).ToHashSet(StringComparer.Ordinal);
        var missing = (cluster.Plan?.ServerEntries ?? []).Where(entry => !Opens(names, entry.Host.Host)).ToList();
        if (missing.Count > 0)
        {
            yield return settings.Finding(
                servers[0].Gateway.Object.Location,
                $"{servers[0].Gateway.Object} of the east-west gateway does not open {Named(missing)}, which cluster '{cluster.Name}' serves.",
                "Add it to the hosts of the Gateway, or leave out 'managed: false' in the Cluster.",
                new RelatedLocation(missing[0].Host.Location, $"'{missing[0].Host.Host}' comes from here"));
        }
    }

    private static bool Opens(HashSet<string> names, string host) =>
        names.Contains(host)
        || names.Contains("*")
        || DomainSuffixes.Of(host).Skip(1).Any(suffix => names.Contains($"*.{suffix}"));

    private static string Named(List<ServerEntryPlan> missing) => missing.Count == 1
        ? $"host '{missing[0].Host.Host}'"
        : $"host '{missing[0].Host.Host}' and {missing.Count - 1} more";
}
