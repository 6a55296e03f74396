using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A hand-written ServiceEntry that dials the gateway of a cluster which does not serve the host or the port.</summary>
public sealed class HostNotServedByGateway : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-not-served-by-gateway",
        "host not served by gateway",
        Severity.Warning,
        """
        The SNI that a sidecar sends to the gateway of another cluster is made of host and port number of the ServiceEntry.
        The gateway has filter chains for the hosts and ports that its own cluster serves, and resets every other connection.
        So host and port numbers must be the same on both sides.
        It is reported for endpoints with a declared gateway address of a cluster, where neither the plan nor a Gateway in the manifests of that cluster opens the host.
        Export the service there, or take the endpoint out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "BuildDNSSrvSubsetKey in Istio's pilot/pkg/model and istio/istio#52875";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: cart, namespace: shop}
        spec:
          hosts: [cart.demo.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: [|192.0.2.10|], ports: {http: 15443}}]
        """,
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hello, namespace: shop}
        spec:
          hosts: [hello.demo.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var gateways = GatewaysOf(context);
        return (from cluster in context.Clusters
                from entry in cluster.DistinctEntries()
                from endpoint in entry.Endpoints
                let served = FindGateway(gateways, endpoint)
                where served is not null
                from host in entry.Hosts
                let finding = FindingOf(settings, entry, endpoint, host, served)
                where finding is not null
                select finding).OncePerPlace();
    }

    /// <summary>Those of releases that pass on what they serve; an older one rewrites names.</summary>
    private static Dictionary<(string Address, int Port), ServedHosts> GatewaysOf(RuleContext context)
    {
        var gateways = new Dictionary<(string, int), ServedHosts>();
        foreach (var cluster in context.Clusters)
        {
            if (cluster.Plan is { } plan && plan.Settings.IstioVersion.IsAtLeast(1, 9, 5))
            {
                var served = new ServedHosts(cluster, plan);
                foreach (var address in plan.Settings.EastWestAddresses)
                {
                    gateways.TryAdd((address.Address, plan.Settings.EastWestPort), served);
                }
            }
        }

        return gateways;
    }

    private static ServedHosts? FindGateway(Dictionary<(string, int), ServedHosts> gateways, ServiceEntryEndpoint endpoint)
    {
        foreach (var entry in endpoint.Ports?.Entries ?? [])
        {
            if (endpoint.Ports.Integer(entry.Key.Value) is { } port
                && gateways.TryGetValue((endpoint.Address?.Value ?? "", port.Value), out var served))
            {
                return served;
            }
        }

        return null;
    }

    private static Diagnostic? FindingOf(RuleSettings settings, ServiceEntry entry, ServiceEntryEndpoint endpoint, Located<string> host, ServedHosts served)
    {
        var location = endpoint.Address?.Location ?? endpoint.Node.Location;
        if (served.Find(host.Value) is { } global)
        {
            var port = entry.Ports.FirstOrDefault(port => port.Number is { } number && !global.Ports.Any(known => known.Number == number.Value));
            return port?.Number is { } missing
                ? settings.Finding(
                    missing.Location,
                    $"Port {missing} of {entry.Object} is not served by the gateway of cluster '{served.Cluster}', where host '{host}' has {string.Join(", ", global.Ports.Select(known => known.Number))}.",
                    "Take the same port numbers on both sides.",
                    new RelatedLocation(global.Location, $"'{host}' comes from here"))
                : null;
        }

        return served.Opens(host.Value)
            ? null
            : settings.Finding(
                location,
                $"{entry.Object} dials the gateway of cluster '{served.Cluster}' for host '{host}', which that cluster does not serve.",
                $"Export the service in cluster '{served.Cluster}', or take the endpoint out.");
    }

    /// <summary>What the gateway of a cluster passes on.</summary>
    private sealed class ServedHosts(ClusterMesh cluster, ClusterPlan plan)
    {
        private readonly Dictionary<string, GlobalHost> _planned =
            plan.ServerEntries.DistinctBy(server => server.Host.Host).ToDictionary(server => server.Host.Host, server => server.Host, StringComparer.Ordinal);

        private readonly PassthroughHosts _written = new(cluster);

        public string Cluster => cluster.Name;

        public GlobalHost? Find(string host) => _planned.GetValueOrDefault(host);

        public bool Opens(string host) => _written.Match(host).Any();
    }
}
