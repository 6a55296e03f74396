using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A VirtualService for sidecars whose host is <c>*</c>.</summary>
public sealed class MeshRouteForEveryHost : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "mesh-route-for-every-host",
        "mesh route for every host",
        Severity.Error,
        """
        A VirtualService without gateways, or with the gateway 'mesh', has the host '*'.
        It would take every request of every sidecar to its routes, so Istio's webhook refuses it, and older releases accept it and break the mesh.
        Often the field 'gateways' was forgotten.
        Name the hosts, or the gateway that the routes are for.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "ValidateVirtualService in Istio's pkg/config/validation";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [[|"*"|]]
          http: [{route: [{destination: {host: web}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: ["*"]
          gateways: [istio-system/public]
          http: [{route: [{destination: {host: web}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from mesh in context.Clusters
        from item in mesh.VirtualServices
        where item.IsForMesh
        from host in item.Hosts
        where host.Value == "*"
        select settings.Finding(
            host.Location,
            $"{item.Object} routes every host of the mesh.",
            item.Gateways.IsEmpty ? "Name the hosts, or add the gateway that the routes are for to 'gateways'." : "Name the hosts, or take 'mesh' out of 'gateways'.");
}
