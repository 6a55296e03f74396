using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Fleet;

/// <summary>The namespaces of which no label says whether their pods get a sidecar.</summary>
internal static class UnlabelledNamespaces
{
    /// <summary>
    /// Those with a workload that says nothing itself.
    /// System namespaces and those of the mesh are left out, and members, of which the planner speaks.
    /// </summary>
    public static IEnumerable<KubernetesNamespace> In(ClusterMesh cluster, MeshSpec? mesh)
    {
        var ofPlan = (cluster.Plan?.Memberships ?? [])
            .SelectMany(membership => membership.Namespaces.Append(membership.ConfigNamespace))
            .ToHashSet(StringComparer.Ordinal);
        return cluster.Inventory.Namespaces.Where(item =>
            !item.Labels.Keys.Any(IsAboutMesh)
            && item.Name != cluster.RootNamespace
            && !ofPlan.Contains(item.Name)
            && !(cluster.Plan is { } plan ? SystemNamespaces.IsExcluded(item.Name, mesh, plan.Settings) : SystemNamespaces.IsExcluded(item.Name, mesh))
            && cluster.Workloads.In(item.Name).Any(workload => !SaysItself(workload)));
    }

    private static bool IsAboutMesh(string label) =>
        label is "istio-injection" or "istio.io/rev" or "istio.io/dataplane-mode" or "linkerd.io/inject" or "openservicemesh.io/monitored-by";

    private static bool SaysItself(KubernetesWorkload workload) =>
        workload.UsesHostNetwork
        || workload.PodLabels.ContainsKey(SidecarInjection.InjectKey)
        || workload.PodAnnotations.ContainsKey(SidecarInjection.InjectKey)
        || workload.PodLabels.ContainsKey("istio.io/rev");
}
