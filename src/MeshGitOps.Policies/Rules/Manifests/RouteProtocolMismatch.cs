using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Routing;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Routes of a protocol that no port of their hosts and gateways speaks.</summary>
public sealed class RouteProtocolMismatch : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "route-protocol-mismatch",
        "route protocol mismatch",
        Severity.Warning,
        """
        The list 'http' of a VirtualService is for ports that speak HTTP, HTTP/2 or gRPC, 'tls' for TLS that is passed through, 'tcp' for the rest.
        Proxies ignore a list that none of the ports of its hosts and gateways is for: splits, retries and timeouts in it do nothing.
        Often the port has the wrong name, or the gateway passes TLS through that it was meant to end.
        Name the port for its protocol, or move the routes to the list for it.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the fields http, tls and tcp in Istio's reference of VirtualService, and Kiali's check of protocols";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: tcp-catalog, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          [|http|]: [{timeout: 2s, route: [{destination: {host: catalog}}]}]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http-catalog, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{timeout: 2s, route: [{destination: {host: catalog}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            foreach (var item in mesh.VirtualServices)
            {
                if (item.Object.Spec is not { } spec || ListsFor(mesh, item) is not { Count: > 0 } possible)
                {
                    continue;
                }

                foreach (var list in item.Routes.Select(route => route.Protocol).Distinct().Where(list => !possible.Contains(list)))
                {
                    var key = KeyOf(list);
                    yield return settings.Finding(
                        spec.KeyLocation(key),
                        $"No port of the hosts and gateways of {item.Object} is for routes in '{key}', so they are ignored.",
                        $"The ports are for {Words.List(possible.Order().Select(KeyOf))}: name the ports for their protocol, or move the routes.");
                }
            }
        }
    }

    /// <summary>The lists that some port uses; null where a port, host or gateway is not known.</summary>
    private static HashSet<VirtualServiceProtocol>? ListsFor(ClusterMesh mesh, VirtualService item)
    {
        var lists = new HashSet<VirtualServiceProtocol>();
        if (item.IsForMesh)
        {
            foreach (var host in item.Hosts)
            {
                if (mesh.Hosts.Named(mesh.Hosts.FullName(host.Value, item.Object.Key.Namespace)) is not [var known, ..]
                    || known.Ports.IsEmpty
                    || known.Ports.Any(port => port.Protocol is null))
                {
                    return null;
                }

                lists.UnionWith(known.Ports.Select(port => ListOf(port.Protocol)));
            }
        }

        foreach (var reference in GatewayReference.AllOf(item))
        {
            if (mesh.Routing.Gateway(reference.Key) is not { Servers.IsEmpty: false } gateway)
            {
                return null;
            }

            foreach (var server in gateway.Servers)
            {
                if (ListOf(server) is not { } list)
                {
                    return null;
                }

                lists.Add(list);
            }
        }

        return lists;
    }

    private static VirtualServiceProtocol? ListOf(GatewayServer server)
    {
        var isPassed = server.Tls.Text("mode")?.Value is "PASSTHROUGH" or "AUTO_PASSTHROUGH";
        return server.Protocol?.Value.ToUpperInvariant() switch
        {
            "HTTPS" => isPassed ? VirtualServiceProtocol.Tls : VirtualServiceProtocol.Http,
            "TLS" => isPassed ? VirtualServiceProtocol.Tls : VirtualServiceProtocol.Tcp,
            { } protocol when PortProtocol.Parse(protocol) is { } known => ListOf(known),
            _ => null,
        };
    }

    private static VirtualServiceProtocol ListOf(MeshProtocol? protocol) => protocol switch
    {
        MeshProtocol.Http or MeshProtocol.Http2 or MeshProtocol.Grpc or MeshProtocol.GrpcWeb => VirtualServiceProtocol.Http,
        MeshProtocol.Https or MeshProtocol.Tls => VirtualServiceProtocol.Tls,
        _ => VirtualServiceProtocol.Tcp,
    };

    private static string KeyOf(VirtualServiceProtocol list) => list.ToString().ToLowerInvariant();
}
