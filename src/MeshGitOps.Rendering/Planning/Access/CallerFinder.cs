using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.AccessPolicies;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>The identities of callers, in every trust domain that they may have.</summary>
internal sealed class CallerFinder(PlanningContext context, Membership membership)
{
    private readonly ImmutableArray<string> _aliases = [.. (context.Specs.Mesh?.TrustDomainAliases ?? []).Select(alias => alias.Value)];

    /// <summary>Sorted. A namespace of the GlobalNamespace has the trust domains of its clusters; any other one is that of the cluster itself.</summary>
    public ImmutableArray<CallerPlan> Find(AccessPolicySpec policy, ClusterContext cluster)
    {
        var callers = new SortedSet<CallerPlan>();
        foreach (var source in policy.From)
        {
            callers.UnionWith(source switch
            {
                ServiceAccountSource { Reference: var account } =>
                    InNamespace(policy, cluster, account.Namespace.Value, account.Name.Value),
                NamespaceSource { Namespace: var name } => InNamespace(policy, cluster, name.Value, null),
                GlobalNamespaceSource { GlobalNamespace: var name } => MembersOf(name.Value),
                _ => throw new ArgumentOutOfRangeException(nameof(policy), source, "The source is unknown."),
            });
        }

        return [.. callers];
    }

    /// <summary>Every service account of the members of a GlobalNamespace.</summary>
    public IEnumerable<CallerPlan> MembersOf(string globalNamespace) =>
        from member in membership.ByGlobalNamespace.GetValueOrDefault(globalNamespace, [])
        from trustDomain in TrustDomainsOf(member.Cluster)
        select new CallerPlan(trustDomain, member.Namespace, null);

    /// <summary>The callers of a namespace of the cluster itself.</summary>
    public IEnumerable<CallerPlan> Local(ClusterContext cluster, string @namespace, string? serviceAccount) =>
        TrustDomainsOf(cluster).Select(trustDomain => new CallerPlan(trustDomain, @namespace, serviceAccount));

    private IEnumerable<CallerPlan> InNamespace(AccessPolicySpec policy, ClusterContext cluster, string @namespace, string? account)
    {
        var clusters = GlobalNamespaceOf(policy, cluster) is { } globalNamespace
            ? membership.ByGlobalNamespace.GetValueOrDefault(globalNamespace, [])
                .Where(member => member.Namespace == @namespace)
                .Select(member => member.Cluster)
                .ToList()
            : [];
        if (clusters.Count == 0 || policy is { GlobalNamespace: null, Clusters: null })
        {
            clusters.Add(cluster);
        }

        return clusters.SelectMany(from => Local(from, @namespace, account));
    }

    /// <summary>Null where callers of other clusters are not meant.</summary>
    private string? GlobalNamespaceOf(AccessPolicySpec policy, ClusterContext cluster) =>
        policy.GlobalNamespace?.Value
        ?? (policy.Clusters is null ? membership.Find(cluster.Name, policy.To.Reference.Namespace.Value)?.GlobalNamespace.Metadata.Name.Value : null);

    private IEnumerable<string> TrustDomainsOf(ClusterContext cluster) => _aliases.Prepend(cluster.Settings.TrustDomain);
}
