using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A port that a Gateway opens on pods whose Service does not lead to it.</summary>
public sealed class GatewayPortNotOnService : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-port-not-on-service",
        "gateway port not on service",
        Severity.Warning,
        """
        The pods of a gateway listen on the port that a Gateway object names, but callers come through the Service.
        Where no Service of these pods has the port, nobody reaches it: connections to the load balancer are refused.
        Both the port of the Service and its numeric targetPort count, as Istio takes either.
        Add the port to the Service of the gateway, or name one that it has.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0162 and resolvePorts in Istio's pilot/pkg/model/gateway.go";

    public override ImmutableArray<string> Aliases => ["IST0162"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: istio-eastwestgateway, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          ports: [{name: status-port, port: 15021}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: [|15443|], name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.example.com]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: istio-eastwestgateway, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          ports: [{name: status-port, port: 15021}, {name: tls, port: 15443}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross-network, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - port: {number: 15443, name: tls, protocol: TLS}
            tls: {mode: AUTO_PASSTHROUGH}
            hosts: [hello.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        if (cluster.Gateways.IsEmpty)
        {
            yield break;
        }

        var selected = new GatewayPods(cluster);
        var byLabel = cluster.Inventory.Services
            .SelectMany(service => service.Selector.Select(label => (Label: label, Service: service)))
            .ToLookup(item => item.Label, item => item.Service);
        var known = new Dictionary<string, (ImmutableArray<KubernetesService> Services, HashSet<string> Ports)>(StringComparer.Ordinal);
        foreach (var gateway in cluster.Gateways)
        {
            var pods = string.Join(' ', selected.Of(gateway));
            if (!known.TryGetValue(pods, out var found))
            {
                var leading = ServicesOf(cluster, selected, gateway, byLabel);
                known.Add(pods, found = (leading, PortsOf(leading)));
            }

            foreach (var server in gateway.Servers)
            {
                if (!found.Services.IsEmpty
                    && server.PortNumber is { } port
                    && !found.Ports.Contains(port.Value.ToString(CultureInfo.InvariantCulture)))
                {
                    yield return settings.Finding(
                        port.Location,
                        $"{gateway.Object} opens port {port}, which Service '{found.Services[0].Key}' of its pods does not have.",
                        $"Add port {port} to the Service, or name one of {string.Join(", ", found.Services[0].Ports.Select(item => item.Number))}.",
                        new RelatedLocation(found.Services[0].Location, "the Service"));
                }
            }
        }
    }

    private static ImmutableArray<KubernetesService> ServicesOf(
        ClusterMesh cluster,
        GatewayPods selected,
        IstioGateway gateway,
        ILookup<KeyValuePair<string, string>, KubernetesService> byLabel)
    {
        var workloads = selected.WorkloadsOf(gateway);
        var services = workloads.Count > 0
            ? workloads.SelectMany(workload => cluster.ServicesBySelector.Selecting(workload.Key.Namespace, workload.PodLabels))
            : WithSelector(gateway.Selector, byLabel);
        return [.. services.DistinctBy(service => service.Key).Where(service => !service.Ports.IsEmpty)];
    }

    /// <summary>The Services of all namespaces whose selector has all these labels (at least one).</summary>
    private static IEnumerable<KubernetesService> WithSelector(
        ImmutableSortedDictionary<string, string> labels,
        ILookup<KeyValuePair<string, string>, KubernetesService> byLabel) =>
        labels.IsEmpty
            ? []
            : byLabel[labels.MinBy(label => byLabel[label].Count())]
                .Where(service => labels.All(label => service.Selector.GetValueOrDefault(label.Key) == label.Value));

    private static HashSet<string> PortsOf(ImmutableArray<KubernetesService> services) =>
    [
        .. services.SelectMany(service => service.Ports).Where(port => port.TransportProtocol == "TCP")
            .SelectMany(port => new[] { port.Number.ToString(CultureInfo.InvariantCulture), port.TargetPort ?? "" }),
    ];
}
