using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Whether the clusters of a GlobalNamespace can talk to each other at all: discovery, roots, trust domains.</summary>
internal static class TrustChecks
{
    /// <summary>What must hold for each cluster alone; reported once, however many GlobalNamespaces it is in.</summary>
    public static void CheckCluster(PlanningContext context, ClusterContext cluster, bool meetsOthers)
    {
        var spec = cluster.Spec;
        if (cluster.Settings.Region is null)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.RegionMissing,
                spec.Metadata.Name.Location,
                $"Cluster '{cluster.Name}' is a member of a GlobalNamespace, but has no 'region'.",
                "Set it to exactly the label 'topology.kubernetes.io/region' of its nodes.");
        }

        if (meetsOthers && spec.Discovery is { Value: DiscoveryMode.RemoteSecrets } discovery)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.RemoteSecrets,
                discovery.Location,
                $"Cluster '{cluster.Name}' is joined to others by remote secrets, so entries would double its endpoints.",
                "Remove the remote secrets and this field, or leave the cluster out of the GlobalNamespace.");
        }
    }

    /// <summary>Two clusters of one GlobalNamespace must accept each other's certificates.</summary>
    public static void CheckTogether(PlanningContext context, GlobalNamespaceSpec globalNamespace, ImmutableArray<ClusterContext> clusters)
    {
        CheckRoots(context, globalNamespace, clusters);
        CheckTrustDomains(context, globalNamespace, clusters);
    }

    /// <summary>Two clusters with one gateway address: calls for one would arrive at the other.</summary>
    public static void CheckGatewayAddresses(PlanningContext context)
    {
        var owners = new Dictionary<string, (ClusterContext Cluster, SourceLocation Location)>(StringComparer.Ordinal);
        foreach (var cluster in context.Clusters)
        {
            // An address with a limited reach may mean another machine in each network.
            foreach (var address in cluster.Settings.EastWestAddresses.Where(address => address.ReachableFrom.IsEmpty))
            {
                var key = FormattableString.Invariant($"{address.Address}:{cluster.Settings.EastWestPort}");
                if (owners.TryAdd(key, (cluster, address.Location)) || owners[key].Cluster == cluster)
                {
                    continue;
                }

                context.Diagnostics.Add(
                    PlanDiagnostics.GatewayAddressTwice,
                    address.Location,
                    $"Address '{address.Address}' is the east-west gateway of cluster '{owners[key].Cluster.Name}' already.",
                    "Correct one of the two, or limit both with 'reachableFrom'.",
                    new RelatedLocation(owners[key].Location, $"cluster '{owners[key].Cluster.Name}'"));
            }
        }
    }

    private static void CheckRoots(PlanningContext context, GlobalNamespaceSpec globalNamespace, ImmutableArray<ClusterContext> clusters)
    {
        var declared = clusters.Where(cluster => cluster.Spec.RootCertificate is not null).ToList();
        if (declared.Count == 0)
        {
            return;
        }

        var first = declared[0].Spec.RootCertificate!;
        foreach (var cluster in declared.Skip(1))
        {
            var root = cluster.Spec.RootCertificate!;
            var missing = new[] { first.Value, root.Value }.Where(name => !IsInBundle(context, name)).ToList();
            if (root.Value == first.Value || missing.Count == 0)
            {
                continue;
            }

            context.Diagnostics.Add(
                PlanDiagnostics.RootsDiffer,
                root.Location,
                $"Clusters '{declared[0].Name}' and '{cluster.Name}' of GlobalNamespace '{globalNamespace.Metadata.Name}' have different roots, "
                + $"and {Words.List(missing)} {(missing.Count == 1 ? "is" : "are")} not in the Mesh's trustBundle.",
                "Name both roots in 'trustBundle' of the Mesh once every cluster accepts both, or give both clusters one root.",
                new RelatedLocation(first.Location, $"the root of cluster '{declared[0].Name}'"));
        }
    }

    private static bool IsInBundle(PlanningContext context, string root) =>
        context.Specs.Mesh?.TrustBundle.Any(name => name.Value == root) ?? false;

    private static void CheckTrustDomains(PlanningContext context, GlobalNamespaceSpec globalNamespace, ImmutableArray<ClusterContext> clusters)
    {
        var domains = clusters
            .GroupBy(cluster => cluster.Settings.TrustDomain, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        if (domains.Count < 2)
        {
            return;
        }

        foreach (var group in domains.Where(group => !IsAlias(context, group.Key)))
        {
            var cluster = group.First();
            var others = clusters.Where(other => other.Settings.TrustDomain != group.Key).Select(other => other.Name);
            context.Diagnostics.Add(
                PlanDiagnostics.TrustDomainsDiffer,
                cluster.Spec.TrustDomain?.Location ?? cluster.Spec.Metadata.Name.Location,
                $"Clients of trust domain '{group.Key}' (cluster '{cluster.Name}') are refused by {Words.List(others)} "
                + $"of GlobalNamespace '{globalNamespace.Metadata.Name}', which {(clusters.Length - group.Count() == 1 ? "has" : "have")} another trust domain.",
                $"Add '{group.Key}' to 'trustDomainAliases' of the Mesh and of the mesh config of those clusters.");
        }
    }

    private static bool IsAlias(PlanningContext context, string domain) =>
        context.Specs.Mesh?.TrustDomainAliases.Any(alias => alias.Value == domain) ?? false;
}
