using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>What the hand-written Gateways of a cluster pass on by SNI (AUTO_PASSTHROUGH), by host.</summary>
internal sealed class PassthroughHosts
{
    private readonly ILookup<string, PassthroughHost> _byName;

    public PassthroughHosts(ClusterMesh cluster)
    {
        var selected = new GatewayPods(cluster);
        All =
        [
            .. from gateway in cluster.Gateways
               let @namespace = selected.WorkloadsOf(gateway).Select(workload => workload.Key.Namespace).FirstOrDefault()
                   ?? gateway.Object.Key.Namespace
               from server in gateway.Servers
               where server.IsAutoPassthrough()
               from host in server.Hosts
               select new PassthroughHost(gateway, server, host, NameOf(host.Value), @namespace),
        ];
        _byName = All.ToLookup(host => host.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<PassthroughHost> All { get; }

    public bool IsEmpty => All.Count == 0;

    /// <summary>The servers that take a host: those that name it, then those with a wildcard, the nearest first.</summary>
    public IEnumerable<PassthroughHost> Match(string name) =>
        _byName[name]
            .Concat(DomainSuffixes.Of(name).Skip(1).SelectMany(suffix => _byName[$"*.{suffix}"]))
            .Concat(_byName["*"]);

    /// <summary>A host of a server without the namespace before it.</summary>
    public static string NameOf(string host) => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..];
}

/// <param name="Host">As written.</param>
/// <param name="Name">Without the namespace before it.</param>
/// <param name="Namespace">Of the gateway's pods; of the Gateway where the manifests do not hold them.</param>
internal sealed record PassthroughHost(IstioGateway Gateway, GatewayServer Server, Located<string> Host, string Name, string Namespace)
{
    public bool IsWildcard => Name.StartsWith('*');
}

internal static class GatewayServers
{
    public static bool IsAutoPassthrough(this GatewayServer server) => server.Tls.Text("mode")?.Value == "AUTO_PASSTHROUGH";
}
