using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>Which pods of which clusters an AccessPolicy is for.</summary>
internal sealed class ProtectedPodsFinder(PlanningContext context, Membership membership, IEnumerable<ServedService> services)
{
    private readonly Dictionary<(string GlobalNamespace, ServiceKey Service), ServedService> _services = services.ToDictionary(
        service => (service.Group.GlobalNamespace.Metadata.Name.Value, service.Group.Key));

    /// <summary>Sorted by cluster; empty where nothing is protected, which is reported.</summary>
    public ImmutableArray<ProtectedPods> Find(AccessPolicySpec policy)
    {
        var key = new ServiceKey(policy.To.Reference.Namespace.Value, policy.To.Reference.Name.Value);
        var found = policy.To.Kind == AccessTargetKind.Service ? BehindService(policy, key) : RunningAs(policy, key);
        if (found is null)
        {
            Report(policy, key);
        }

        return found is null ? [] : [.. found];
    }

    /// <summary>The clusters in which the policy counts for a namespace, sorted by name.</summary>
    private IEnumerable<ClusterContext> ClustersOf(AccessPolicySpec policy, string @namespace) => policy.Clusters is { } selector
        ? context.Select(selector)
        : policy.GlobalNamespace is not { } globalNamespace ? context.Clusters
        : context.Clusters.Where(cluster =>
            membership.Find(cluster.Name, @namespace)?.GlobalNamespace.Metadata.Name.Value == globalNamespace.Value);

    /// <summary>Null where no cluster has the Service.</summary>
    private List<ProtectedPods>? BehindService(AccessPolicySpec policy, ServiceKey key)
    {
        var found = new List<ProtectedPods>();
        var any = false;
        foreach (var (cluster, there, service, selector) in ServicesOf(policy, key))
        {
            any = true;
            if (selector is { IsEmpty: false })
            {
                found.Add(new ProtectedPods(
                    cluster,
                    there.Namespace,
                    selector,
                    cluster.SelectWorkloads(there.Namespace, selector),
                    service is null ? [] : [service],
                    null));
                continue;
            }

            context.Diagnostics.Add(
                AccessDiagnostics.PodsUnknown,
                policy.To.Reference.Location,
                $"Service '{there}' of cluster '{cluster.Name}' has no selector, so it is unknown which pods {policy.Subject} is for.",
                "Name a 'serviceAccount' instead, or declare the labels of the pods in 'selector' of a GlobalService.",
                service is null ? [] : [new RelatedLocation(service.Location, "the Service")]);
        }

        return any ? found : null;
    }

    /// <summary>The Service in every cluster, under the name that it has there.</summary>
    private IEnumerable<(ClusterContext Cluster, ServiceKey Key, KubernetesService? Service, ImmutableSortedDictionary<string, string>? Selector)> ServicesOf(
        AccessPolicySpec policy,
        ServiceKey key)
    {
        var group = policy.GlobalNamespace is { } name && _services.TryGetValue((name.Value, key), out var served) ? served.Group : null;
        var candidates = (group?.Candidates ?? []).ToDictionary(candidate => candidate.Cluster);
        var clusters = ClustersOf(policy, key.Namespace).ToHashSet();
        foreach (var cluster in context.Clusters)
        {
            if (candidates.TryGetValue(cluster, out var candidate))
            {
                var selector = candidate.Service is { Selector.IsEmpty: false } service ? service.Selector : group!.Spec?.Selector;
                yield return (cluster, candidate.Key, candidate.Service, selector);
            }
            else if (clusters.Contains(cluster) && cluster.Service(key) is { } local)
            {
                yield return (cluster, key, local, local.Selector);
            }
        }
    }

    /// <summary>Null where no workload runs as the account.</summary>
    private List<ProtectedPods>? RunningAs(AccessPolicySpec policy, ServiceKey account)
    {
        var found = new List<ProtectedPods>();
        var any = false;
        foreach (var cluster in ClustersOf(policy, account.Namespace))
        {
            ImmutableArray<KubernetesWorkload> workloads =
            [
                .. cluster.WorkloadsIn(account.Namespace)
                    .Where(workload => workload.ServiceAccount == account.Name)
                    .OrderBy(workload => workload.Key.Name, StringComparer.Ordinal),
            ];
            any |= !workloads.IsEmpty;
            ImmutableArray<KubernetesService> services =
                [.. cluster.ServicesIn(account.Namespace).Where(service => workloads.Any(workload => workload.IsSelectedBy(service.Selector)))];
            foreach (var workload in workloads)
            {
                if (IsChosenAlone(policy, cluster, workload))
                {
                    found.Add(new ProtectedPods(
                        cluster,
                        account.Namespace,
                        workload.PodLabels,
                        workloads,
                        services,
                        workloads.Length > 1 ? workload.Key.Name : null));
                }
            }
        }

        return any ? found : null;
    }

    private bool IsChosenAlone(AccessPolicySpec policy, ClusterContext cluster, KubernetesWorkload workload)
    {
        if (workload.PodLabels.IsEmpty)
        {
            context.Diagnostics.Add(
                AccessDiagnostics.PodsUnknown,
                policy.To.Reference.Location,
                $"The pods of {workload.Kind} '{workload.Key}' of cluster '{cluster.Name}' have no labels, so {policy.Subject} cannot be for them alone.",
                "Give the pods a label.",
                new RelatedLocation(workload.Location, "the workload"));
            return false;
        }

        var other = cluster.SelectWorkloads(workload.Key.Namespace, workload.PodLabels)
            .FirstOrDefault(other => other.ServiceAccount != workload.ServiceAccount);
        if (other is null)
        {
            return true;
        }

        context.Diagnostics.Add(
            AccessDiagnostics.OtherPodsSelected,
            policy.To.Reference.Location,
            $"The pods of {other.Kind} '{other.Key}' of cluster '{cluster.Name}' have all labels of those of '{workload.Key}', but run as service account '{other.ServiceAccount}'.",
            "Give the pods of each a label with another value.",
            new RelatedLocation(workload.Location, "the workload that is meant"),
            new RelatedLocation(other.Location, "the other one"));
        return false;
    }

    private void Report(AccessPolicySpec policy, ServiceKey key)
    {
        // Names that nothing declares are reported where references are resolved.
        if (policy.Clusters is { } selector && selector.Names.Any(name => name.Value != "*" && context.ClusterNamed(name.Value) is null))
        {
            return;
        }

        var where = policy.GlobalNamespace is { } name ? $"member cluster of GlobalNamespace '{name}'"
            : policy.Clusters is null ? "cluster"
            : "cluster that it selects";
        context.Diagnostics.Add(
            AccessDiagnostics.TargetUnknown,
            policy.To.Reference.Location,
            policy.To.Kind == AccessTargetKind.Service
                ? $"{policy.Subject} is for Service '{key}', which no {where} has."
                : $"{policy.Subject} is for service account '{key}', as which no workload of a {where} runs.",
            "Correct the name and the namespace, or add the manifests.");
    }
}
