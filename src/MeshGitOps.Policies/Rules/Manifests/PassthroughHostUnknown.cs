using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A host that a gateway passes on, but that it sees no Service or ServiceEntry for.</summary>
public sealed class PassthroughHostUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "passthrough-host-unknown",
        "passthrough host unknown",
        Severity.Warning,
        """
        An AUTO_PASSTHROUGH gateway makes a filter chain for each Service and ServiceEntry that it sees and that its hosts match.
        A host that nothing in sight stands behind has none, and every connection to it is reset.
        It is reported where the namespace of a Service is in the manifests, and for other names where the manifests hold ServiceEntries at all.
        Add a ServiceEntry for the host in the namespace of the gateway, or correct the name.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio/istio#52875 and gloo-mesh#1560";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: hello, namespace: demo}
        spec:
          ports: [{name: http, port: 80}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [[|helo.demo.svc.cluster.local|]]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: hello, namespace: demo}
        spec:
          ports: [{name: http, port: 80}]
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
        var passthrough = new PassthroughHosts(cluster);
        if (passthrough.IsEmpty)
        {
            yield break;
        }

        var namespaces = cluster.Inventory.Services.Select(service => service.Key.Namespace).ToHashSet(StringComparer.Ordinal);
        var served = (cluster.Plan?.ServerEntries ?? []).Select(entry => entry.Host.Host)
            .Concat((cluster.Plan?.EgressEntries ?? []).Select(entry => entry.Host.Host))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var host in passthrough.All.Where(host => !host.IsWildcard && !served.Contains(host.Name)))
        {
            var ofService = KubernetesNames.NamespaceOf(host.Name, cluster.ClusterDomain);
            var isDecidable = ofService is null ? !cluster.ServiceEntries.IsEmpty : namespaces.Contains(ofService);
            if (isDecidable && cluster.Hosts.Find(host.Name, host.Namespace).Count == 0)
            {
                var hidden = cluster.Hosts.Named(host.Name);
                yield return settings.Finding(
                    host.Host.Location,
                    hidden.Count > 0
                        ? $"{host.Gateway.Object} passes '{host.Name}' on, but namespace '{host.Namespace}' of the gateway does not see it."
                        : $"{host.Gateway.Object} passes '{host.Name}' on, but there is no {(ofService is null ? "ServiceEntry for it" : "such Service")} in the manifests.",
                    hidden.Count > 0 ? $"Add '{host.Namespace}' to its 'exportTo'." : "Correct the name, or add a ServiceEntry for it in the namespace of the gateway.",
                    hidden.Count > 0 ? [new RelatedLocation(hidden[0].Location, $"'{host.Name}'")] : []);
            }
        }
    }
}
