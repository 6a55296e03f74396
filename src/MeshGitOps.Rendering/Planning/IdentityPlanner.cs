using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Planning;

/// <summary>The SPIFFE identities behind a host, which clients compare exactly.</summary>
internal static class IdentityPlanner
{
    /// <summary>
    /// One for each trust domain, namespace and service account of the servers, sorted.
    /// Empty if those of one server are unknown: a list that misses one refuses its pods.
    /// </summary>
    public static ImmutableArray<string> SubjectAltNames(ServedService service)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var server in service.Servers)
        {
            var accounts = AccountsOf(service.Group, server).ToList();
            if (accounts.Count == 0)
            {
                return [];
            }

            var settings = server.Candidate.Cluster.Settings;
            foreach (var account in accounts)
            {
                names.Add($"spiffe://{settings.TrustDomain}/ns/{server.Candidate.Key.Namespace}/sa/{account}");
            }
        }

        return [.. names];
    }

    /// <summary>The first server whose service accounts nothing tells, or null.</summary>
    public static Server? FirstUnknown(ServedService service) =>
        service.Servers.FirstOrDefault(server => !AccountsOf(service.Group, server).Any());

    /// <summary>The declared ones and those of the workloads: a list without one that the manifests show refuses its pods.</summary>
    private static IEnumerable<string> AccountsOf(ServiceGroup group, Server server) =>
        (group.Spec?.ServiceAccounts ?? []).Select(account => account.Value)
            .Concat(server.Workloads.Select(workload => workload.ServiceAccount));
}
