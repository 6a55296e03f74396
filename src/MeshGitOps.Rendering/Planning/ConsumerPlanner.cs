using System.Collections.Immutable;
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
        ServiceGroup group,
        ImmutableSortedDictionary<string, ImmutableArray<string>> members)
    {
        if (group.Spec is not { Consumers.IsEmpty: false } spec)
        {
            return group.GlobalNamespace.Consumers?.Value == ConsumerScope.Declared ? members.Clear() : members;
        }

        var consumers = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
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
                if (!consumers.TryGetValue(cluster.Name, out var namespaces))
                {
                    consumers.Add(cluster.Name, namespaces = new SortedSet<string>(StringComparer.Ordinal));
                }

                namespaces.Add(consumer.Namespace.Value);
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

        return consumers.ToImmutableSortedDictionary(
            entry => entry.Key, entry => entry.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

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
