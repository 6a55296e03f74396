using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry that leads to other clusters, in sight of a gateway that passes calls of other clusters on.</summary>
public sealed class ClientEntryVisibleToGateway : Rule
{
    /// <summary>A longer list is a choice that only people can make.</summary>
    private const int MaxNamespaces = 35;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "client-entry-visible-to-gateway",
        "client entry visible to gateway",
        Severity.Warning,
        """
        An AUTO_PASSTHROUGH gateway forwards the hosts that it sees a ServiceEntry or Service for.
        If that entry leads to the gateways of other clusters, a call that comes from outside goes out again: the gateway becomes a relay, and two clusters that name each other loop.
        A 'network' on the endpoint does not prevent it in general.
        Name the namespaces of the callers in 'exportTo', never the namespace of a gateway.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#22534 and #11841; a client entry without 'exportTo' run against the control plane of 1.14";

    public override string? Fix =>
        "An entry without 'exportTo' gets one with the namespaces whose workloads the manifests hold, but for those of gateways; safe where that is its own alone.";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: [|messenger|], namespace: postcard}
        spec:
          hosts: [messenger.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: ["*.example.com"]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: messenger, namespace: postcard}
        spec:
          hosts: [messenger.example.com]
          exportTo: ["."]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: ["*.example.com"]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var endpoints = new GatewayEndpoints(context.Plan);
        return context.Clusters.SelectMany(cluster => Of(cluster, endpoints, settings)).OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, GatewayEndpoints endpoints, RuleSettings settings)
    {
        var passthrough = new PassthroughHosts(cluster);
        if (passthrough.IsEmpty)
        {
            yield break;
        }

        var callers = new Lazy<ImmutableSortedSet<string>>(() => CallersIn(cluster, passthrough));
        foreach (var entry in cluster.DistinctEntries().Where(entry => endpoints.Find(entry) is not null))
        {
            foreach (var host in entry.Hosts)
            {
                if (passthrough.Match(host.Value).FirstOrDefault(server => entry.IsVisibleTo(server.Namespace)) is { } server)
                {
                    yield return settings.Finding(
                        entry.ExportTo is [var first, ..] ? first.Location : entry.Object.Location,
                        $"{entry.Object} leads to other clusters, but the gateway of {server.Gateway.Object} sees it and passes '{server.Host}' on, so it relays '{host}'.",
                        $"List the namespaces of the callers in 'exportTo', without '{server.Namespace}'.",
                        new RelatedLocation(server.Host.Location, $"{server.Gateway.Object}")) with
                    {
                        Fix = FixOf(entry, callers.Value),
                    };
                    break;
                }
            }
        }
    }

    private static ImmutableSortedSet<string> CallersIn(ClusterMesh cluster, PassthroughHosts passthrough) =>
        cluster.Inventory.Workloads.Select(workload => workload.Key.Namespace).ToImmutableSortedSet(StringComparer.Ordinal)
            .Except(passthrough.All.Select(server => server.Namespace))
            .Remove(cluster.RootNamespace);

    /// <summary>Null where its own namespace holds no workloads: nothing tells then who calls.</summary>
    private static SuggestedFix? FixOf(ServiceEntry entry, ImmutableSortedSet<string> callers)
    {
        if (!entry.ExportTo.IsEmpty || !callers.Contains(entry.Namespace()) || callers.Count > MaxNamespaces)
        {
            return null;
        }

        var safety = callers.Count == 1 ? FixSafety.Safe : FixSafety.Unsafe;
        return ObjectFixes.AddExportTo(entry.Object, safety, [".", .. callers.Remove(entry.Namespace())]);
    }
}
