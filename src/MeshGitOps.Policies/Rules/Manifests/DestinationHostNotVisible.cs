using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route to a host that the clients of the VirtualService cannot see.</summary>
public sealed class DestinationHostNotVisible : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-host-not-visible",
        "destination host not visible",
        Severity.Error,
        """
        The host of a route exists, but its 'exportTo' hides it from the namespace of proxies that use the VirtualService.
        For those proxies it is as if it were not there: every request of the route is answered with 503.
        The pods of a gateway count with the namespace that they run in, not with that of the VirtualService.
        A global host is visible to its consumers only, and never to a gateway.
        Export the host to that namespace, or route to one that it sees.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "exportTo in Istio's pages on ServiceEntry and VirtualService, and istioctl's IST0101";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: bank, namespace: payments}
        spec:
          hosts: [api.bank.example.com]
          ports: [{number: 443, name: tls, protocol: TLS}]
          resolution: DNS
          exportTo: ["."]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: bank, namespace: shop}
        spec:
          hosts: [bank.shop.example.com]
          exportTo: ["."]
          http: [{route: [{destination: {host: [|api.bank.example.com|]}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: bank, namespace: payments}
        spec:
          hosts: [api.bank.example.com]
          ports: [{number: 443, name: tls, protocol: TLS}]
          resolution: DNS
          exportTo: [".", shop]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: bank, namespace: shop}
        spec:
          hosts: [bank.shop.example.com]
          exportTo: ["."]
          http: [{route: [{destination: {host: api.bank.example.com}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            foreach (var item in mesh.VirtualServices)
            {
                if (GatewayReference.ClientNamespacesOf(mesh, item) is not { Count: > 0 } clients)
                {
                    continue;
                }

                foreach (var use in RouteUse.AllOf(mesh, item))
                {
                    if (mesh.Hosts.FindForAnyone(use.FullHost) is [var hidden, ..]
                        && clients.FirstOrDefault(client => mesh.Hosts.Find(use.FullHost, client).Count == 0) is { } client)
                    {
                        yield return settings.Finding(
                            use.Destination.Host.Location,
                            $"{use}, which its clients in namespace '{client}' do not see.",
                            Help(hidden, client),
                            new RelatedLocation(hidden.Location, "the host comes from here"));
                    }
                }
            }
        }
    }

    private static string Help(MeshHost hidden, string client) => hidden.Global is null
        ? $"Add '{client}' to the 'exportTo' of the host, or route to a host that it sees."
        : "Only consumers see a global host, and a gateway is none: route to the Service behind it, in a cluster that runs it.";
}
