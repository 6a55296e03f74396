using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>The pods that a policy of a namespace is for, with the ports of the Services that lead to them.</summary>
internal sealed class PolicyTarget
{
    private readonly ILookup<int, ServedPort> _byServicePort;
    private readonly HashSet<int> _declaredPorts;

    private PolicyTarget(ClusterMesh cluster, IReadOnlyList<KubernetesWorkload> workloads)
    {
        var served = workloads.SelectMany(workload => ServedPorts.Of(cluster, workload)).Distinct().ToList();
        ByContainerPort = served.ToLookup(use => use.ContainerPort);
        _byServicePort = served.ToLookup(use => use.Port.Number);
        _declaredPorts = workloads.SelectMany(workload => workload.ContainerPorts).Select(port => port.Number).ToHashSet();
    }

    public ILookup<int, ServedPort> ByContainerPort { get; }

    /// <summary>
    /// The uses of a number that only Services have, while the pods listen on other ones; empty where a pod may listen on it.
    /// </summary>
    public IEnumerable<ServedPort> ServicePortInstead(int port) =>
        ByContainerPort.Contains(port) || _declaredPorts.Contains(port) ? [] : _byServicePort[port];

    /// <summary>What each policy is for; those of the root namespace and those for gateways are left out. Policies for the same pods share it.</summary>
    public static IEnumerable<(TPolicy Policy, PolicyTarget Target)> Of<TPolicy>(
        ClusterMesh cluster,
        IEnumerable<TPolicy> policies,
        Func<TPolicy, WorkloadPolicy> policyOf)
    {
        var known = new Dictionary<(string Namespace, string Selector), PolicyTarget>();
        foreach (var item in policies)
        {
            var policy = policyOf(item);
            var @namespace = policy.Object.Key.Namespace;
            if (@namespace == cluster.RootNamespace || policy.HasTargetReference)
            {
                continue;
            }

            var key = (@namespace, string.Join(',', policy.Selector.Select(label => $"{label.Key}={label.Value}")));
            if (!known.TryGetValue(key, out var target))
            {
                known.Add(key, target = new PolicyTarget(cluster, cluster.Workloads.Selected(@namespace, policy.Selector)));
            }

            yield return (item, target);
        }
    }
}
