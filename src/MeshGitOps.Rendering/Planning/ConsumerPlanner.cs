using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Which namespaces of which clusters call a service.</summary>
internal static class ConsumerPlanner
{
    /// <summary>The consumer namespaces by cluster, sorted; a cluster without one is not in it.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Plan(
        PlanningContext context,
        Membership membership,
        ServedService service,
        ImmutableSortedDictionary<string, ImmutableArray<string>> members,
        DeclaredCallers callers)
    {
        var group = service.Group;
        if (group.Spec is not { Consumers.IsEmpty: false } spec)
        {
            return group.GlobalNamespace.Consumers?.Value == ConsumerScope.Declared ? Sorted(callers.Of(service)) : members;
        }

        var consumers = new List<Member>();
        foreach (var consumer in spec.Consumers)
        {
            var any = ReportNamedClusters(context, membership, group, consumer);
            foreach (var cluster in consumer.Clusters is { } selector ? context.Select(selector) : context.Clusters)
            {
                var member = membership.Find(cluster.Name, consumer.Namespace.Value);
                if (member is null || !ReferenceEquals(member.GlobalNamespace, group.GlobalNamespace))
                {
                    continue;
                }

                any = true;
                consumers.Add(member);
            }

            if (!any)
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.ClusterIsNoMember,
                    consumer.Namespace.Location,
                    $"Consumer namespace '{consumer.Namespace}' is no member of GlobalNamespace '{group.GlobalNamespace.Metadata.Name}' in any cluster that it selects.",
                    "Add the namespace to the members of the GlobalNamespace, or correct the name.",
                    new RelatedLocation(group.GlobalNamespace.Metadata.Name.Location, "the GlobalNamespace"));
            }
        }

        var declared = group.GlobalNamespace.Consumers?.Value == ConsumerScope.Declared ? callers.Of(service) : [];
        return Sorted(consumers.Concat(declared));
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Sorted(IEnumerable<Member> consumers) => consumers
        .GroupBy(consumer => consumer.Cluster.Name, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            group => group.Key,
            group => group.Select(consumer => consumer.Namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray(),
            StringComparer.Ordinal);

    /// <summary>A cluster that is named and has no such member would lose its clients without a word; true where one is reported.</summary>
    private static bool ReportNamedClusters(PlanningContext context, Membership membership, ServiceGroup group, ConsumerSpec consumer)
    {
        var any = false;
        foreach (var name in consumer.Clusters?.Names ?? [])
        {
            if (context.ClusterNamed(name.Value) is null
                || ReferenceEquals(membership.Find(name.Value, consumer.Namespace.Value)?.GlobalNamespace, group.GlobalNamespace))
            {
                continue;
            }

            any = true;
            context.Diagnostics.Add(
                PlanDiagnostics.ClusterIsNoMember,
                name.Location,
                $"Consumer namespace '{consumer.Namespace}' of cluster '{name}' is no member of GlobalNamespace '{group.GlobalNamespace.Metadata.Name}'.",
                "Add it to the members of the GlobalNamespace, or take the cluster out here.",
                new RelatedLocation(group.GlobalNamespace.Metadata.Name.Location, "the GlobalNamespace"));
        }

        return any;
    }
}
