using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Config namespaces, and the labels that give member namespaces their sidecars.</summary>
internal static class NamespacePlanner
{
    private const string InjectionLabel = "istio-injection";
    private const string RevisionLabel = "istio.io/rev";

    public static string ConfigNamespaceOf(GlobalNamespaceSpec globalNamespace) =>
        globalNamespace.ConfigNamespace?.Value ?? $"mesh-{globalNamespace.Metadata.Name.Value}";

    /// <summary>Those that the clients of a cluster need, sorted by name. One whose Namespace stands in the manifests is checked instead.</summary>
    public static ImmutableArray<ConfigNamespacePlan> ConfigNamespaces(
        PlanningContext context,
        ClusterContext cluster,
        ImmutableArray<ClientEntryPlan> entries)
    {
        var used = entries.Select(entry => entry.Host.GlobalNamespace).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. context.Specs.GlobalNamespaces
                .Where(globalNamespace => used.Contains(globalNamespace.Metadata.Name.Value))
                .Where(globalNamespace => !IsInManifests(context, cluster, globalNamespace))
                .Select(globalNamespace => new ConfigNamespacePlan(
                    ConfigNamespaceOf(globalNamespace),
                    globalNamespace.Metadata.Name.Value,
                    globalNamespace.ConfigNamespaceLabels,
                    OriginOf(globalNamespace)))
                .OrderBy(plan => plan.Name, StringComparer.Ordinal),
        ];
    }

    private static bool IsInManifests(PlanningContext context, ClusterContext cluster, GlobalNamespaceSpec globalNamespace)
    {
        if (cluster.Namespace(ConfigNamespaceOf(globalNamespace)) is not { } manifest)
        {
            return false;
        }

        var missing = globalNamespace.ConfigNamespaceLabels
            .Where(label => manifest.Labels.GetValueOrDefault(label.Key) != label.Value)
            .Select(label => $"{label.Key}: {label.Value}")
            .ToList();
        if (missing.Count > 0)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.ConfigNamespaceLabelsMissing,
                manifest.Location,
                $"Config namespace '{manifest.Name}' of cluster '{cluster.Name}' stands in its manifests without {Words.List(missing)}.",
                "Add what 'configNamespaceLabels' of the GlobalNamespace says to its labels, or take the Namespace out: it is rendered then.",
                new RelatedLocation(globalNamespace.Metadata.Name.Location, "the GlobalNamespace"));
        }

        return true;
    }

    public static Origin OriginOf(GlobalNamespaceSpec globalNamespace) =>
        new("GlobalNamespace", globalNamespace.Metadata.Name.Value, globalNamespace.Metadata.Name.Location);

    /// <summary>Reports a config namespace that is also a member, a gateway's or another GlobalNamespace's.</summary>
    public static void CheckReserved(PlanningContext context, Membership membership)
    {
        var owners = new Dictionary<string, GlobalNamespaceSpec>(StringComparer.Ordinal);
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var name = ConfigNamespaceOf(globalNamespace);
            var location = globalNamespace.ConfigNamespace?.Location ?? globalNamespace.Metadata.Name.Location;
            if (!owners.TryAdd(name, globalNamespace))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.NamespaceIsReserved,
                    location,
                    $"Config namespace '{name}' belongs to GlobalNamespace '{owners[name].Metadata.Name}'.",
                    "Give each GlobalNamespace a 'configNamespace' of its own.",
                    new RelatedLocation(owners[name].Metadata.Name.Location, "the other GlobalNamespace"));
            }

            foreach (var cluster in membership.ClustersOf(globalNamespace))
            {
                if (SystemNamespaces.IsControlPlaneOrGateway(name, cluster.Settings))
                {
                    context.Diagnostics.Add(
                        PlanDiagnostics.NamespaceIsReserved,
                        location,
                        $"Config namespace '{name}' is the namespace of istiod or of a gateway in cluster '{cluster.Name}', which would see the client side.",
                        "Take a namespace that nothing else uses, such as the default 'mesh-<name>'.");
                    break;
                }
            }
        }

        // One entry of a member may stand for many clusters: one finding for it is enough.
        var misused = membership.ByGlobalNamespace.Values.SelectMany(members => members)
            .Where(member => owners.ContainsKey(member.Namespace) || IsOfMeshGateway(member))
            .DistinctBy(member => (member.Location, member.Namespace));
        foreach (var member in misused)
        {
            if (owners.TryGetValue(member.Namespace, out var owner))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.NamespaceIsReserved,
                    member.Location,
                    $"Member namespace '{member.Namespace}' is the config namespace of GlobalNamespace '{owner.Metadata.Name}'.",
                    "Take another 'configNamespace'.",
                    new RelatedLocation(owner.ConfigNamespace?.Location ?? owner.Metadata.Name.Location, "the config namespace"));
            }
            else
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.NamespaceIsReserved,
                    member.Location,
                    $"Member namespace '{member.Namespace}' is the namespace of a gateway of cluster '{member.Cluster.Name}', which must not see client entries.",
                    "Take it out of the members.");
            }
        }
    }

    /// <summary>The namespaces whose label we set, sorted. One whose Namespace stands in the manifests is checked instead.</summary>
    public static ImmutableArray<InjectedNamespacePlan> Injected(PlanningContext context, Membership membership, ClusterContext cluster)
    {
        var settings = cluster.Settings;
        var plans = new SortedDictionary<string, InjectedNamespacePlan>(StringComparer.Ordinal);
        foreach (var (name, origin) in Candidates(context, membership, cluster))
        {
            if (cluster.Namespace(name) is { } manifest)
            {
                Check(context, membership, cluster, manifest);
            }
            else if (settings.InjectionMode != InjectionMode.None)
            {
                plans.TryAdd(name, new InjectedNamespacePlan(name, settings.InjectionRevision, origin));
            }
        }

        return [.. plans.Values];
    }

    private static bool IsOfMeshGateway(Member member) =>
        member.Namespace == member.Cluster.Settings.EastWestNamespace || member.Namespace == member.Cluster.Settings.EgressNamespace;

    private static IEnumerable<(string Name, Origin Origin)> Candidates(PlanningContext context, Membership membership, ClusterContext cluster)
    {
        var members = membership.ByGlobalNamespace.Values
            .SelectMany(list => list)
            .Where(member => member.Cluster == cluster)
            .Select(member => (Name: member.Namespace, OriginOf(member.GlobalNamespace)));
        var configNamespaces = context.Specs.GlobalNamespaces.Select(ConfigNamespaceOf).ToHashSet(StringComparer.Ordinal);
        var all = cluster.Settings.InjectionMode == InjectionMode.All
            ? cluster.KnownNamespaces
                .Where(name => !configNamespaces.Contains(name) && !SystemNamespaces.IsExcluded(name, context.Specs.Mesh, cluster.Settings))
                .Select(name => (Name: name, cluster.Settings.Origin))
            : [];
        return members.Concat(all).Where(item => !IsExcluded(cluster.Spec, item.Name));
    }

    private static bool IsExcluded(ClusterSpec cluster, string name) =>
        cluster.Injection?.Exclude.Any(pattern => NamePattern.Matches(pattern.Value, name)) ?? false;

    private static void Check(PlanningContext context, Membership membership, ClusterContext cluster, KubernetesNamespace manifest)
    {
        var revision = cluster.Settings.InjectionRevision;
        var hasLabel = manifest.Labels.GetValueOrDefault(InjectionLabel) == "enabled";
        var hasRevision = manifest.Labels.TryGetValue(RevisionLabel, out var actual) && actual.Length > 0;
        var isInjected = revision is null
            ? hasLabel || (hasRevision && !manifest.Labels.ContainsKey(InjectionLabel))
            : actual == revision && !manifest.Labels.ContainsKey(InjectionLabel);
        if (isInjected || membership.Find(cluster.Name, manifest.Name) is null)
        {
            return;
        }

        var label = revision is null ? $"{InjectionLabel}: enabled" : $"{RevisionLabel}: {revision}";
        context.Diagnostics.Add(
            cluster.Settings.InjectionMode == InjectionMode.None ? PlanDiagnostics.NamespaceInjectionUnknown : PlanDiagnostics.NamespaceNotInjected,
            manifest.Location,
            $"Namespace '{manifest.Name}' of cluster '{cluster.Name}' is a member, but its manifest has no label '{label}'.",
            revision is null
                ? $"Add '{label}' to its labels."
                : $"Set '{label}' and take '{InjectionLabel}' out, which would win over the revision.");
    }
}
