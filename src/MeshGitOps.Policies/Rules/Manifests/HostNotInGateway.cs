using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A VirtualService none of whose hosts its Gateway serves.</summary>
public sealed class HostNotInGateway : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-not-in-gateway",
        "host not in gateway",
        Severity.Warning,
        """
        A VirtualService is for a Gateway that serves none of its hosts.
        A gateway uses only those routes whose host one of its servers has, so requests end with 404 or a failed TLS handshake.
        A server may also limit its hosts to the VirtualServices of a namespace: 'shop/*.example.com'.
        Add the host to a server of the Gateway, or name the right Gateway.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0132";

    public override ImmutableArray<string> Aliases => ["IST0132"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: shop}
        spec:
          selector: {istio: ingress}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [shop.example.org]
          gateways: [[|public|]]
          http: [{route: [{destination: {host: web}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: shop}
        spec:
          selector: {istio: ingress}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [public]
          http: [{route: [{destination: {host: web}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            var served = new Dictionary<IstioGateway, GatewayHosts>(ReferenceEqualityComparer.Instance);
            foreach (var item in mesh.VirtualServices.Where(item => !item.Hosts.IsEmpty))
            {
                foreach (var reference in GatewayReference.AllOf(item))
                {
                    if (mesh.Routing.Gateway(reference.Key) is not { } gateway)
                    {
                        continue;
                    }

                    if (!served.TryGetValue(gateway, out var hosts))
                    {
                        served.Add(gateway, hosts = new GatewayHosts(gateway));
                    }

                    if (!hosts.IsEmpty && !item.Hosts.Any(host => hosts.Serves(mesh.Hosts.FullName(host.Value, item.Object.Key.Namespace), item.Object.Key.Namespace)))
                    {
                        yield return settings.Finding(
                            reference.Written.Location,
                            $"{item.Object} has host '{item.Hosts[0].Value}', which Gateway '{reference.Key}' does not serve.",
                            "Add the host to a server of the Gateway, or name the right Gateway.",
                            new RelatedLocation(gateway.Object.Location, "the Gateway is here"));
                    }
                }
            }
        }
    }
}
