using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>A workload whose environment names the host of a Service.</summary>
/// <param name="ServerCluster">Where the Service runs; for a global host perhaps another one than the caller's.</param>
/// <param name="Port">The port of the Service; null where the value does not say it.</param>
/// <param name="Host">The global host; null where the Service itself is named.</param>
internal sealed record KnownCall(
    ClusterMesh Cluster,
    KubernetesWorkload Caller,
    EnvironmentValue Variable,
    ClusterMesh ServerCluster,
    KubernetesService Service,
    int? Port,
    GlobalHost? Host)
{
    /// <summary>More workloads behind one Service are not looked at, so that a hostile selector costs no more than that for each call.</summary>
    private const int MaxServers = 20;

    private static readonly string[] WordsOfHosts = ["HOST", "URL", "URI", "ADDR", "ENDPOINT", "SERVER", "UPSTREAM", "BACKEND", "TARGET"];

    /// <summary>As messages name the caller.</summary>
    public string Subject => $"{Caller.Kind} '{Caller.Key}'";

    /// <summary>What the value names.</summary>
    public string Target => Host is null ? $"Service '{Service.Key}'" : $"global host '{Host.Host}'";

    /// <summary>The workloads behind the Service whose sidecar answers, in the order of the inventory.</summary>
    public IEnumerable<KubernetesWorkload> ServersWithSidecar =>
        ServerCluster.Workloads.Selected(Service.Key.Namespace, Service.Selector)
            .Take(MaxServers)
            .Where(server => server.Replicas != 0 && ServerCluster.Injection.Of(server) != SidecarState.NotInjected);

    /// <summary>Who calls, as policies name it.</summary>
    public Principal Principal => new(Cluster.TrustDomain, Caller.Key.Namespace, Caller.ServiceAccount);

    /// <summary>The ports of a workload behind the Service that the call may arrive at.</summary>
    public IEnumerable<int> ContainerPortsOf(KubernetesWorkload server) =>
        Service.Ports.Where(port => port.TransportProtocol == "TCP" && (Port is null || port.Number == Port))
            .SelectMany(port => port.ContainerPortsIn([server]));

    /// <summary>In the order of the clusters and of their workloads.</summary>
    public static IEnumerable<KnownCall> AllIn(RuleContext context)
    {
        var clusters = context.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        return from cluster in context.Clusters
               from caller in cluster.Inventory.Workloads
               where caller.Replicas != 0
               from variable in caller.Environment
               from reference in HostReference.AllIn(variable.Value.Value)
               where IsMeant(variable, reference)
               from call in Resolve(cluster, caller, variable, reference, clusters)
               where !caller.IsSelectedBy(call.Service.Selector) || caller.Key.Namespace != call.Service.Key.Namespace || call.Host is not null
               select call;
    }

    /// <summary>A single word may be anything, such as the name that a service reports itself by.</summary>
    private static bool IsMeant(EnvironmentValue variable, HostReference reference) =>
        reference.Port is not null
        || reference.Host.Contains('.', StringComparison.Ordinal)
        || variable.Value.Value.Contains("://", StringComparison.Ordinal)
        || WordsOfHosts.Any(word => variable.Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<KnownCall> Resolve(
        ClusterMesh cluster,
        KubernetesWorkload caller,
        EnvironmentValue variable,
        HostReference reference,
        Dictionary<string, ClusterMesh> clusters)
    {
        foreach (var host in cluster.Hosts.Named(FullName(reference.Host, caller.Key.Namespace, cluster.ClusterDomain)))
        {
            if (host.Service is { Selector.IsEmpty: false } service)
            {
                yield return new KnownCall(cluster, caller, variable, cluster, service, reference.Port, null);
            }

            foreach (var server in host.Global?.Servers ?? [])
            {
                if (clusters.TryGetValue(server.Cluster, out var other)
                    && ServiceOf(other, server.Service) is { Selector.IsEmpty: false } remote)
                {
                    yield return new KnownCall(cluster, caller, variable, other, remote, PortOf(other, host.Global, reference.Port), host.Global);
                }
            }
        }
    }

    private static KubernetesService? ServiceOf(ClusterMesh cluster, ServiceKey key) => cluster.Hosts
        .Named($"{key.Name}.{key.Namespace}.svc.{cluster.ClusterDomain}")
        .Select(host => host.Service)
        .FirstOrDefault(service => service is not null);

    /// <summary>The number that the Service of a serving cluster has for a port of a global host.</summary>
    private static int? PortOf(ClusterMesh cluster, GlobalHost? host, int? port)
    {
        if (host?.Ports.FirstOrDefault(candidate => candidate.Number == port) is not { } named)
        {
            return null;
        }

        var ports = cluster.Plan?.ServerEntries.FirstOrDefault(entry => entry.Host == host)?.Ports ?? [];
        return ports.Where(candidate => candidate.Name == named.Name).Select(candidate => (int?)candidate.Number).FirstOrDefault();
    }

    /// <summary>As the search path of a pod completes it.</summary>
    private static string FullName(string host, string @namespace, string clusterDomain) => host.Split('.') switch
    {
        [_] => $"{host}.{@namespace}.svc.{clusterDomain}",
        [_, _] => $"{host}.svc.{clusterDomain}",
        [_, _, "svc"] => $"{host}.{clusterDomain}",
        _ => host,
    };
}
