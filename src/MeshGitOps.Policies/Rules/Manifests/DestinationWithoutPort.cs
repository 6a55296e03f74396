using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route that leaves open which of several ports of a host is meant.</summary>
public sealed class DestinationWithoutPort : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-without-port",
        "destination without port",
        Severity.Error,
        """
        A VirtualService routes to a host with several ports and does not say which one.
        Proxies then take the port that the request came in on: at a gateway that is the port of its listener, which the host seldom has, and the answer is 503.
        A request inside of the mesh keeps its port: for a route to the same host that is right, and the finding is only advice there.
        Write 'port: {number: ...}' into the destination.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "GetDestinationCluster in Istio's pilot/pkg/networking/core/route and istioctl's IST0112";

    public override ImmutableArray<string> Aliases => ["IST0112"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 8080}, {name: http-admin, port: 9090}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [istio-system/public]
          http: [{route: [{destination: {host: [|catalog|]}}]}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 8080}, {name: http-admin, port: 9090}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [istio-system/public]
          http: [{route: [{destination: {host: catalog, port: {number: 8080}}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            foreach (var use in RouteUse.AllIn(mesh))
            {
                if (use.Destination.Node["port"] is null
                    && mesh.Hosts.FindForAnyone(use.FullHost) is [var host, ..]
                    && PortsOf(host) is { Length: > 1 } ports)
                {
                    yield return settings.FindingAtMost(
                        LimitFor(use, ports),
                        use.Destination.Host.Location,
                        $"{use}, which has ports {string.Join(", ", ports.Take(8))}, without saying which.",
                        $"Add 'port: {{number: {ports[0]}}}', or the one that is meant.",
                        new RelatedLocation(host.Location, "the host comes from here"));
                }
            }
        }
    }

    private static ImmutableArray<int> PortsOf(MeshHost host) => host.Service is { } service
        ? [.. service.Ports.Where(port => port.TransportProtocol == "TCP").Select(port => port.Number)]
        : [.. host.Ports.Select(port => port.Number).Distinct()];

    private static Severity LimitFor(RouteUse use, ImmutableArray<int> ports)
    {
        if (GatewayReference.AllOf(use.VirtualService).FirstOrDefault() is not { } reference)
        {
            return use.VirtualService.Hosts.Any(host => use.Mesh.Hosts.FullName(host.Value, use.Namespace) == use.FullHost)
                ? Severity.Info
                : Severity.Warning;
        }

        // A listener with a number that the host has leads to that port, as long as nobody changes either of them.
        return use.Mesh.Routing.Gateway(reference.Key) is { Servers: { IsEmpty: false } servers }
            && servers.All(server => server.PortNumber is { } number && ports.Contains(number.Value))
                ? Severity.Warning
                : Severity.Error;
    }
}
