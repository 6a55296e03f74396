using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What the stubs of a cluster take for granted: a patch of a value that several share holds what the specs know of it.</summary>
internal static class DnsAssumptions
{
    /// <summary>One sentence for each cluster that has stubs, in the order of clusters.</summary>
    public static IEnumerable<string> Of(IEnumerable<ClusterPlan> plans)
    {
        foreach (var plan in plans.Where(plan => !plan.Dns.Zones.IsEmpty))
        {
            var cached = plan.Dns.NodeLocalCache is { Value: true };
            if (plan.Dns is { Mode: DnsMode.Forward, ExistingStubDomains.IsEmpty: true }
                && (cached || plan.Dns.Provider is DnsProviderKind.KubeDns or DnsProviderKind.Openshift))
            {
                yield return $"Cluster '{plan.Name}' declares no stub domains of others and is taken to have none.";
            }

            if (plan.Dns.Mode == DnsMode.Forward && cached && plan.Dns.Provider is not (DnsProviderKind.KubeDns or DnsProviderKind.Openshift))
            {
                yield return $"NodeLocal DNSCache of cluster '{plan.Name}' is taken to mount the ConfigMap 'kube-dns', as its published manifests do.";
            }

            if (plan.Dns.Provider == DnsProviderKind.Rke2)
            {
                yield return $"The HelmChartConfig 'rke2-coredns' of cluster '{plan.Name}' is taken to hold no values of others.";
            }
        }
    }
}
