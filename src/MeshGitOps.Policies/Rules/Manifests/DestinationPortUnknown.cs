using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route to a port that the host does not have.</summary>
public sealed class DestinationPortUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-port-unknown",
        "destination port unknown",
        Severity.Error,
        """
        A VirtualService routes to a port number that the Service or ServiceEntry behind the host does not have.
        Proxies have one cluster per host and port: for another number there is none, and every request of the route is answered with 503.
        The number is that of the Service, not that of the container ('targetPort').
        Write one of the ports of the host.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 for 'host:port'";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog, port: {number: [|8080|]}}}]}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80, targetPort: 8080}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog, port: {number: 80}}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var wrong = context.Merge(
            mesh => RouteUse.AllIn(mesh).Where(IsWrong),
            use => (use.Destination.Port ?? throw new InvalidOperationException("Only destinations with a port are wrong.")).Location);
        foreach (var (use, where) in wrong)
        {
            if (use.Destination.Port is { } port && use.Mesh.Hosts.FindForAnyone(use.FullHost) is [var host, ..])
            {
                yield return settings.Finding(
                    port.Location,
                    $"{use} at port {port.Value}, which that host{where} does not have.",
                    $"It has {string.Join(", ", host.Ports.Select(known => known.Number).Distinct().Take(8))}.",
                    new RelatedLocation(host.Location, "the host comes from here"));
            }
        }
    }

    private static bool IsWrong(RouteUse use) =>
        use.Destination.Port is { } port
        && use.Mesh.Hosts.FindForAnyone(use.FullHost) is { Count: > 0 } hosts
        && hosts.All(host => !host.Ports.IsEmpty && !host.Ports.Any(known => known.Number == port.Value));
}
