using System.Collections.Immutable;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route at a gateway to a host whose own VirtualService, for the mesh, splits it into subsets.</summary>
public sealed class IngressRouteBypassesSubsets : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "ingress-route-bypasses-subsets",
        "ingress route bypasses subsets",
        Severity.Info,
        """
        A gateway routes to a host, and another VirtualService splits that host into subsets, but for the sidecars only.
        A gateway does not apply the VirtualService of a destination: requests from outside go to all versions alike.
        A canary that works inside of the mesh leaks to the public that way.
        Name the subsets in the VirtualService of the gateway too, or add the gateway and its host to the other one.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0140";

    public override ImmutableArray<string> Aliases => ["IST0140"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog, subset: v1}}]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: public, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [edge/public]
          http: [{route: [{destination: {host: [|catalog|]}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog, subset: v1}}]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: public, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [edge/public]
          http: [{route: [{destination: {host: catalog, subset: v1}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            var split = new Dictionary<string, VirtualService>(StringComparer.Ordinal);
            foreach (var item in mesh.VirtualServices.Where(item => item.IsForMesh))
            {
                var own = item.Hosts.Select(host => mesh.Hosts.FullName(host.Value, item.Object.Key.Namespace)).ToHashSet(StringComparer.Ordinal);
                foreach (var use in RouteUse.AllOf(mesh, item).Where(use => IsHttp(use) && use.Destination.Subset is { Value.Length: > 0 } && own.Contains(use.FullHost)))
                {
                    split.TryAdd(use.FullHost, item);
                }
            }

            foreach (var use in RouteUse.AllIn(mesh).Where(use => IsHttp(use) && use.Destination.Subset is not { Value.Length: > 0 }))
            {
                if (GatewayReference.AllOf(use.VirtualService).Any()
                    && split.TryGetValue(use.FullHost, out var other)
                    && !ReferenceEquals(other, use.VirtualService))
                {
                    yield return settings.Finding(
                        use.Destination.Host.Location,
                        $"{use} at a gateway, which passes over the subsets that {other.Object} splits the host into.",
                        "Name the subsets here too.",
                        new RelatedLocation(other.Object.Location, "it splits the host for sidecars only"));
                }
            }
        }
    }

    private static bool IsHttp(RouteUse use) => use.Route.Protocol == VirtualServiceProtocol.Http && use.Verb == "routes to";
}
