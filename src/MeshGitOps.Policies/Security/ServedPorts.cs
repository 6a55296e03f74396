using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Security;

/// <summary>A TCP port of a Service, and the port of a workload that it leads to.</summary>
internal readonly record struct ServedPort(KubernetesService Service, KubernetesServicePort Port, int ContainerPort);

/// <summary>What leads to the pods of a workload.</summary>
internal static class ServedPorts
{
    /// <summary>More Services of one workload are not looked at, so that hostile selectors cost no more than that for each.</summary>
    private const int MaxServices = 100;

    /// <summary>In the order of the Services by name, and of their ports.</summary>
    public static IEnumerable<ServedPort> Of(ClusterMesh cluster, KubernetesWorkload workload) =>
        from service in cluster.ServicesBySelector.Selecting(workload.Key.Namespace, workload.PodLabels).Take(MaxServices).OrderBy(service => service.Key)
        from port in service.Ports
        where port.TransportProtocol == "TCP"
        from containerPort in port.ContainerPortsIn([workload])
        select new ServedPort(service, port, containerPort);
}
