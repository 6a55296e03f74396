using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Whether the domain of a GlobalNamespace takes names that already mean something.</summary>
internal static class DomainChecks
{
    public static void CheckDomains(PlanningContext context, Membership membership)
    {
        var owners = new Dictionary<string, GlobalNamespaceSpec>(StringComparer.Ordinal);
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var domain = globalNamespace.Domain;
            if (!owners.TryAdd(domain.Value, globalNamespace))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.DomainTwice,
                    domain.Location,
                    $"Domain '{domain}' belongs to GlobalNamespace '{owners[domain.Value].Metadata.Name}'.",
                    "Give each GlobalNamespace a domain of its own.",
                    new RelatedLocation(owners[domain.Value].Domain.Location, "the other GlobalNamespace"));
            }

            foreach (var cluster in membership.ClustersOf(globalNamespace))
            {
                var own = cluster.Settings.ClusterDomain;
                if (DnsNames.IsWithin(domain.Value, own) || DnsNames.IsWithin(own, domain.Value))
                {
                    context.Diagnostics.Add(
                        PlanDiagnostics.DomainUnderClusterDomain,
                        domain.Location,
                        $"Domain '{domain}' overlaps '{own}', the DNS domain of cluster '{cluster.Name}'.",
                        "Take a domain that you own, such as 'acme.example.com'.");
                    break;
                }
            }
        }
    }

    /// <summary>
    /// <c>catalog.shop.svc</c> and <c>catalog.shop</c> are also Kubernetes names where a namespace 'shop' exists:
    /// the search path of a pod leads to the Service first.
    /// </summary>
    public static void CheckHosts(PlanningContext context, Membership membership, GlobalNamespaceSpec globalNamespace, IEnumerable<HostDraft> hosts)
    {
        var drafts = hosts
            .Select(draft => (Draft: draft, Key: ShadowedService(draft.Host)))
            .Where(item => item.Key is not null)
            .Select(item => (item.Draft, Key: item.Key!.Value))
            .ToList();
        var reported = false;
        foreach (var cluster in membership.ClustersOf(globalNamespace))
        {
            foreach (var (draft, key) in drafts)
            {
                if (!cluster.KnownNamespaces.Contains(key.Namespace, StringComparer.Ordinal))
                {
                    continue;
                }

                if (cluster.Service(key) is { } service && !IsBehind(draft, cluster, key))
                {
                    reported = true;
                    context.Diagnostics.Add(
                        PlanDiagnostics.HostShadowsService,
                        draft.Location,
                        $"Host '{draft.Host}' is also the Kubernetes name of Service '{key}' in cluster '{cluster.Name}', which is another service.",
                        "Take another domain for the GlobalNamespace.",
                        new RelatedLocation(service.Location, "the Service"),
                        new RelatedLocation(globalNamespace.Domain.Location, "the domain"));
                }
                else if (!reported)
                {
                    reported = true;
                    context.Diagnostics.Add(
                        PlanDiagnostics.DomainIsKubernetesNamespace,
                        globalNamespace.Domain.Location,
                        $"Names of domain '{globalNamespace.Domain}' are also Kubernetes names of namespace '{key.Namespace}' in cluster '{cluster.Name}'.",
                        "Clients there reach the local Service without failover; take a domain that is no Kubernetes name to avoid it.");
                }
            }
        }
    }

    private static bool IsBehind(HostDraft draft, ClusterContext cluster, ServiceKey key) =>
        draft.Service.Servers.Any(server => server.Candidate.Cluster == cluster && server.Candidate.Key == key);

    private static ServiceKey? ShadowedService(string host)
    {
        var labels = host.Split('.');
        return labels.Length == 2 || (labels.Length == 3 && labels[2] == "svc") ? new ServiceKey(labels[1], labels[0]) : null;
    }
}
