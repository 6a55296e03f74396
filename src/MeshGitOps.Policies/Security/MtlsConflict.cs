using System.Globalization;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>A TLS mode of a client that a server does not take.</summary>
/// <param name="Port">Of the Service.</param>
/// <param name="ContainerPort">The one of the workload behind it.</param>
internal sealed record MtlsConflict(
    DestinationRule Rule,
    ClientTls Tls,
    KubernetesService Service,
    int Port,
    KubernetesWorkload Workload,
    int ContainerPort)
{
    /// <summary>As messages name the server.</summary>
    public string Target => $"port {Port.ToString(CultureInfo.InvariantCulture)} of Service '{Service.Key}'";

    /// <summary>The first conflict of each place that writes a mode.</summary>
    /// <param name="isMode">Which modes of a client matter.</param>
    /// <param name="conflicts">Whether a workload does not take them at a container port.</param>
    public static IEnumerable<MtlsConflict> AllOf(
        ClusterMesh cluster,
        Func<string, bool> isMode,
        Func<KubernetesWorkload, int, bool> conflicts)
    {
        var uses =
            from rule in cluster.DestinationRules
            let host = cluster.Hosts.FullName(rule.Host?.Value ?? "", rule.Object.Key.Namespace)
            where host.Length > 0
            from tls in ClientTls.AllOf(rule)
            where isMode(tls.Mode.Value)
            select (Rule: rule, Host: host, Tls: tls);
        var services = new ServicesOfRules(cluster);

        // Many rules may name one host: what is behind it is looked at once.
        var known = new Dictionary<string, MtlsConflict?>(StringComparer.Ordinal);
        foreach (var (rule, host, tls) in uses)
        {
            var key = $"{host}|{tls.Port}|{string.Join(',', tls.OtherPorts)}|{string.Join(',', tls.Subset?.Labels.Select(label => $"{label.Key}={label.Value}") ?? [])}";
            if (!known.TryGetValue(key, out var conflict))
            {
                known.Add(key, conflict = services.Of(host).Select(service => Find(cluster, rule, tls, service, conflicts)).FirstOrDefault(found => found is not null));
            }

            if (conflict is not null)
            {
                yield return conflict with { Rule = rule, Tls = tls };
            }
        }
    }

    private static MtlsConflict? Find(
        ClusterMesh cluster,
        DestinationRule rule,
        ClientTls tls,
        KubernetesService service,
        Func<KubernetesWorkload, int, bool> conflicts)
    {
        var labels = tls.Subset is null ? service.Selector : service.Selector.SetItems(tls.Subset.Labels);
        foreach (var workload in cluster.Workloads.Selected(service.Key.Namespace, labels).Where(workload => workload.Replicas != 0))
        {
            foreach (var port in service.Ports.Where(port => port.TransportProtocol == "TCP" && tls.IsFor(port.Number)))
            {
                foreach (var containerPort in port.ContainerPortsIn([workload]))
                {
                    if (conflicts(workload, containerPort))
                    {
                        return new MtlsConflict(rule, tls, service, port.Number, workload, containerPort);
                    }
                }
            }
        }

        return null;
    }
}
