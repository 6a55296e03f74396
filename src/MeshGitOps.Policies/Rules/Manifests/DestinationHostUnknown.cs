using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route to a host that the mesh of the cluster does not have.</summary>
public sealed class DestinationHostUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-host-unknown",
        "destination host unknown",
        Severity.Error,
        """
        A VirtualService routes or mirrors to a host that is neither a Service nor a ServiceEntry of the cluster, nor a global host that it calls.
        The proxies have no endpoints for it and answer every request of the route with 503.
        A Service of another cluster does not count: without a global host the clusters do not know each other's Services.
        A short name belongs to the namespace of the VirtualService, and 'name.namespace' is not completed at all.
        Nothing is reported for namespaces whose Services the manifests do not hold, and for public names.
        Write the full name of a Service that is there, or the global host.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 and ResolveShortnameToFQDN in Istio's pilot/pkg/model";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override string? Fix => "A name such as 'cart.shop' is completed to 'cart.shop.svc.cluster.local', where that is a Service of the cluster.";

    public override RuleExample Example { get; } = new(
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: shopping, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: [|shopping|]}}]}]
        """,
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: shopping, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var hosts = new RouteHosts(context);
        var missing = context.Merge(
            mesh => RouteUse.AllIn(mesh).Where(use => hosts.IsMissing(mesh, use.FullHost)),
            use => use.Destination.Host.Location);
        foreach (var (use, where) in missing)
        {
            var (help, related) = hosts.Advice(use.Mesh, use.Destination.Host.Value, use.FullHost);
            yield return settings.Finding(use.Destination.Host.Location, $"{use}, which the mesh{where} does not have.", help, related) with
            {
                Fix = RouteHosts.CompletionOf(use.Mesh, use.Destination.Host.Location, use.FullHost),
            };
        }
    }
}
