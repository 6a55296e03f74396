using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>One namespace of one cluster that belongs to a GlobalNamespace.</summary>
/// <param name="Location">The entry of the member that names it.</param>
internal sealed record Member(
    GlobalNamespaceSpec GlobalNamespace,
    ClusterContext Cluster,
    string Namespace,
    SourceLocation Location);

/// <summary>Which namespaces of which clusters belong to which GlobalNamespace.</summary>
internal sealed class Membership
{
    private readonly Dictionary<(string Cluster, string Namespace), Member> _members = [];

    private Membership()
    {
    }

    /// <summary>The members of each GlobalNamespace, sorted by cluster and namespace.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Member>> ByGlobalNamespace { get; private set; } =
        ImmutableSortedDictionary<string, ImmutableArray<Member>>.Empty.WithComparers(StringComparer.Ordinal);

    public Member? Find(string cluster, string @namespace) => _members.GetValueOrDefault((cluster, @namespace));

    public ImmutableArray<Member> Of(GlobalNamespaceSpec globalNamespace) =>
        ByGlobalNamespace.GetValueOrDefault(globalNamespace.Metadata.Name.Value, []);

    /// <summary>The clusters of a GlobalNamespace, sorted by name.</summary>
    public ImmutableArray<ClusterContext> ClustersOf(GlobalNamespaceSpec globalNamespace) =>
        [.. Of(globalNamespace).Select(member => member.Cluster).Distinct()];

    /// <summary>For every cluster, the GlobalNamespaces with members there, sorted by name.</summary>
    public Dictionary<string, ImmutableArray<MembershipPlan>> PlanByCluster(PlanningContext context)
    {
        var plans = context.Clusters.ToDictionary(cluster => cluster.Name, _ => new List<MembershipPlan>(), StringComparer.Ordinal);
        foreach (var (name, members) in ByGlobalNamespace)
        {
            foreach (var there in members.GroupBy(member => member.Cluster.Name, StringComparer.Ordinal))
            {
                var globalNamespace = members[0].GlobalNamespace;
                plans[there.Key].Add(new MembershipPlan(
                    name,
                    globalNamespace.Domain.Value,
                    NamespacePlanner.ConfigNamespaceOf(globalNamespace),
                    [.. there.Select(member => member.Namespace)]));
            }
        }

        return plans.ToDictionary(entry => entry.Key, entry => entry.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

    public static Membership Resolve(PlanningContext context)
    {
        var membership = new Membership();
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            foreach (var member in globalNamespace.Members)
            {
                membership.Add(context, globalNamespace, member);
            }
        }

        membership.ByGlobalNamespace = membership._members.Values
            .GroupBy(member => member.GlobalNamespace.Metadata.Name.Value, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => group
                    .OrderBy(member => member.Cluster.Name, StringComparer.Ordinal)
                    .ThenBy(member => member.Namespace, StringComparer.Ordinal)
                    .ToImmutableArray(),
                StringComparer.Ordinal);
        return membership;
    }

    private void Add(PlanningContext context, GlobalNamespaceSpec globalNamespace, MemberSpec spec)
    {
        var clusters = context.Select(spec.Clusters).ToImmutableArray();
        if (clusters.IsEmpty)
        {
            ReportNoCluster(context, globalNamespace, spec);
            return;
        }

        foreach (var entry in spec.Namespaces)
        {
            var any = false;
            foreach (var cluster in clusters)
            {
                foreach (var @namespace in Expand(context, cluster, entry.Value))
                {
                    any = true;
                    AddOne(context, new Member(globalNamespace, cluster, @namespace, entry.Location));
                }
            }

            if (!any)
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.MemberMatchesNoNamespace,
                    entry.Location,
                    $"The pattern '{entry.Value}' matches no namespace in the manifests of {Names(clusters)}.",
                    "Name the namespace exactly, which needs no evidence, or add its manifests to the Cluster.");
            }
        }
    }

    private void AddOne(PlanningContext context, Member member)
    {
        var key = (member.Cluster.Name, member.Namespace);
        if (_members.TryAdd(key, member) || ReferenceEquals(_members[key].GlobalNamespace, member.GlobalNamespace))
        {
            return;
        }

        var first = _members[key];
        context.Diagnostics.Add(
            PlanDiagnostics.MemberTwice,
            member.Location,
            $"Namespace '{member.Namespace}' of cluster '{member.Cluster.Name}' belongs to GlobalNamespace '{first.GlobalNamespace.Metadata.Name}' already.",
            "Take it out of one of the two.",
            new RelatedLocation(first.Location, $"GlobalNamespace '{first.GlobalNamespace.Metadata.Name}' names it here"));
    }

    private static IEnumerable<string> Expand(PlanningContext context, ClusterContext cluster, string entry) =>
        NamePattern.IsPattern(entry)
            ? cluster.KnownNamespaces.Where(name =>
                NamePattern.Matches(entry, name) && !SystemNamespaces.IsExcluded(name, context.Specs.Mesh, cluster.Settings))
            : [entry];

    private static void ReportNoCluster(PlanningContext context, GlobalNamespaceSpec globalNamespace, MemberSpec spec)
    {
        // A name that no Cluster has is reported where references are resolved.
        var unknownNames = spec.Clusters.Names.Any(name => name.Value != "*" && context.ClusterNamed(name.Value) is null);
        if (unknownNames)
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.MemberMatchesNoCluster,
            spec.Clusters.Location,
            $"A member of GlobalNamespace '{globalNamespace.Metadata.Name}' matches no cluster.",
            spec.Clusters.MatchLabels is null
                ? "Add a Cluster, or take the member out."
                : "Give a Cluster these labels in its metadata, or change 'matchLabels'; names and labels both apply.");
    }

    private static string Names(ImmutableArray<ClusterContext> clusters) =>
        clusters.Length == 1 ? $"cluster '{clusters[0].Name}'" : $"clusters {Words.List(clusters.Select(cluster => cluster.Name))}";
}
