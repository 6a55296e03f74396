using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning.Access;

/// <summary>
/// The members of an isolated GlobalNamespace are called by its members alone.
/// What one policy allows is allowed, so one for the whole namespace would open the pods that an AccessPolicy protects:
/// where there are such, everything is refused but what each workload's own policy allows.
/// </summary>
internal static class IsolationPlanner
{
    private const string Name = MtlsPlanner.PolicyName + "-isolation";

    private static readonly ImmutableSortedDictionary<string, string> EveryPod =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <param name="open">The workloads that AccessPolicies let somebody into.</param>
    public static IEnumerable<AccessPlan> Plan(
        PlanningContext context,
        Member member,
        HashSet<KubernetesWorkload> open,
        ImmutableArray<CallerPlan> callers)
    {
        if (!CanBeKept(context, member))
        {
            yield break;
        }

        var all = new AccessPlan
        {
            Name = Name,
            Namespace = member.Namespace,
            GlobalNamespace = member.GlobalNamespace.Metadata.Name.Value,
            Selector = EveryPod,
            Action = AccessAction.Allow,
            Callers = callers,
            Origin = new Origin("GlobalNamespace", member.GlobalNamespace.Metadata.Name.Value, member.GlobalNamespace.Metadata.Name.Location),
        };
        var workloads = member.Cluster.WorkloadsIn(member.Namespace);
        if (!workloads.Any(open.Contains))
        {
            yield return all;
            yield break;
        }

        yield return all with { Callers = [] };
        foreach (var workload in workloads.OrderBy(workload => workload.Key.Name, StringComparer.Ordinal).ThenBy(workload => workload.Kind, StringComparer.Ordinal))
        {
            if (!open.Contains(workload) && IsChosenAlone(context, member, workload, open))
            {
                yield return all with { Name = $"{Name}.{workload.Key.Name}", Selector = workload.PodLabels, ServiceAccounts = [workload.ServiceAccount] };
            }
        }
    }

    private static bool CanBeKept(PlanningContext context, Member member)
    {
        if (member.Cluster.Settings.IstioVersion.IsAtLeast(1, 4))
        {
            return true;
        }

        context.Diagnostics.Add(
            AccessDiagnostics.VersionTooOld,
            member.GlobalNamespace.Isolation!.Location,
            $"Cluster '{member.Cluster.Name}' runs Istio {member.Cluster.Settings.IstioVersion}, which has no AuthorizationPolicy.",
            "Upgrade the cluster, or set 'isolation: false'.",
            new RelatedLocation(member.Cluster.Settings.Origin.Location, "the cluster"));
        return false;
    }

    /// <summary>What lets the members into a workload must not let them into one that a policy protects.</summary>
    private static bool IsChosenAlone(PlanningContext context, Member member, KubernetesWorkload workload, HashSet<KubernetesWorkload> open)
    {
        var other = workload.PodLabels.IsEmpty
            ? null
            : member.Cluster.SelectWorkloads(member.Namespace, workload.PodLabels).FirstOrDefault(open.Contains);
        if (other is null && !workload.PodLabels.IsEmpty)
        {
            return true;
        }

        context.Diagnostics.Add(
            other is null ? AccessDiagnostics.PodsUnknown : AccessDiagnostics.OtherPodsSelected,
            workload.Location,
            other is null
                ? $"The pods of {workload.Kind} '{workload.Key}' of cluster '{member.Cluster.Name}' have no labels, so nothing can let the members of GlobalNamespace '{member.GlobalNamespace.Metadata.Name}' into them alone."
                : $"The pods of {other.Kind} '{other.Key}' of cluster '{member.Cluster.Name}', which an AccessPolicy protects, have all labels of those of '{workload.Key}', which the members of GlobalNamespace '{member.GlobalNamespace.Metadata.Name}' may call.",
            "Give the pods of each a label with another value.",
            new RelatedLocation(member.GlobalNamespace.Isolation!.Location, "the isolation"));
        return false;
    }
}
