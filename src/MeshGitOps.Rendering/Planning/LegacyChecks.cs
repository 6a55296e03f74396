using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Whether the clusters and services of a GlobalNamespace can do interconnect Legacy.</summary>
internal static class LegacyChecks
{
    public static void CheckNamespace(
        PlanningContext context, GlobalNamespaceSpec globalNamespace, ImmutableArray<ClusterContext> clusters, InterconnectChecks versions)
    {
        var interconnect = globalNamespace.Interconnect!;
        var later = clusters.Where(cluster => !LegacyRelease.Includes(cluster.Settings.IstioVersion)).ToList();
        if (later.Count == 0)
        {
            foreach (var cluster in clusters)
            {
                versions.CheckPatch(context, cluster, interconnect.Value);
            }

            ReportAge(context, globalNamespace, interconnect);
        }
        else
        {
            ReportRelease(context, globalNamespace, interconnect, clusters, later);
        }

        if (globalNamespace.Hostname?.Value != GlobalNamespaceSpec.NamespacedHostname)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.LegacyHostname,
                globalNamespace.Hostname?.Location ?? interconnect.Location,
                $"GlobalNamespace '{globalNamespace.Metadata.Name}' has interconnect Legacy, whose gateways find a Service by the name and namespace in its host.",
                $"Set 'hostname: \"{GlobalNamespaceSpec.NamespacedHostname}\"'.");
        }
    }

    /// <summary>A host must be the name of its Service in every cluster, since the gateway puts the cluster's own domain behind it.</summary>
    public static void CheckHosts(PlanningContext context, IEnumerable<HostDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            var group = draft.Service.Group;
            if (group.GlobalNamespace.Hostname?.Value != GlobalNamespaceSpec.NamespacedHostname)
            {
                continue;
            }

            if (draft.Host != HostPlanner.NameOf(group))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.LegacyNameDiffers,
                    draft.Location,
                    $"Alias '{draft.Host}' of service '{group.Key}' cannot work with interconnect Legacy, whose gateways look for a Service of that name.",
                    "Remove the alias, or upgrade Istio and set 'interconnect: EastWest'.");
                continue;
            }

            foreach (var server in draft.Service.Servers.Where(server => server.Candidate.Key != group.Key))
            {
                context.Diagnostics.Add(
                    PlanDiagnostics.LegacyNameDiffers,
                    server.Candidate.Location,
                    $"Service '{server.Candidate.Key}' of cluster '{server.Candidate.Cluster.Name}' stands for '{group.Key}', which interconnect Legacy would look for there.",
                    $"Give it the name and namespace of '{group.Key}', or upgrade Istio and set 'interconnect: EastWest'.");
            }
        }
    }

    /// <summary>What the spec asks for and the release of a cluster cannot do.</summary>
    public static void CheckCluster(PlanningContext context, ClusterContext cluster, IEnumerable<ClientEntryPlan> entries)
    {
        var own = entries.Where(entry => entry.Host.Interconnect == InterconnectMode.Legacy).ToList();
        var version = cluster.Settings.IstioVersion;
        var location = cluster.Spec.Version?.Location ?? cluster.Spec.Metadata.Name.Location;
        if (own.Any(entry => entry.Endpoints.Length > 1) && !LegacyRelease.HasFailover(version))
        {
            context.Diagnostics.Add(
                PlanDiagnostics.LegacyWithoutFailover,
                location,
                $"Istio {version} of cluster '{cluster.Name}' has no failover in its DestinationRules, so its clients spread their calls over all clusters that serve a host.",
                "The order of clusters is rendered from Istio 1.6 on.");
        }

        if (own.Count > 0 && !LegacyRelease.HasExportToNamespaces(version))
        {
            context.Diagnostics.Add(
                PlanDiagnostics.LegacyVisibleToAll,
                location,
                $"Istio {version} of cluster '{cluster.Name}' cannot name the namespaces that see an entry, so all of them see the hosts.",
                "Only the consumers are named from Istio 1.7 on.");
        }
    }

    /// <summary>PeerAuthentication came with 1.5.</summary>
    public static void CheckMtls(PlanningContext context, ClusterContext cluster)
    {
        if (cluster.Settings.IstioVersion.IsAtLeast(1, 5))
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.MtlsNotRendered,
            cluster.Spec.Version?.Location ?? cluster.Spec.Metadata.Name.Location,
            $"Istio {cluster.Settings.IstioVersion} of cluster '{cluster.Name}' has no PeerAuthentication, so the mTLS mode of its members is not rendered.",
            "Switch mutual TLS on in the installation ('global.mtls.enabled: true'), or with a MeshPolicy of your own.");
    }

    private static void ReportAge(PlanningContext context, GlobalNamespaceSpec globalNamespace, Located<InterconnectMode> interconnect) =>
        context.Diagnostics.Add(
            PlanDiagnostics.LegacyGatewayUnchecked,
            interconnect.Location,
            $"Interconnect Legacy of GlobalNamespace '{globalNamespace.Metadata.Name}' keeps its clusters on releases of Istio with CVE-2021-31921.",
            "Plan the upgrade: 'meshgitops migrate legacy' prints the specs for EastWest, with the same hosts and addresses.");

    private static void ReportRelease(
        PlanningContext context,
        GlobalNamespaceSpec globalNamespace,
        Located<InterconnectMode> interconnect,
        ImmutableArray<ClusterContext> clusters,
        List<ClusterContext> others)
    {
        RelatedLocation[] related =
        [
            .. others
                .Where(cluster => cluster.Spec.Version is not null)
                .Select(cluster => new RelatedLocation(cluster.Spec.Version!.Location, $"cluster '{cluster.Name}'")),
        ];
        var names = Words.List(others.Select(cluster => cluster.Name));
        var noun = others.Count == 1 ? "cluster" : "clusters";
        if (others.Count == clusters.Length)
        {
            context.Diagnostics.Add(
                PlanDiagnostics.VersionUnsupported,
                interconnect.Location,
                $"Istio of {noun} {names} cannot do interconnect Legacy, which is for 1.1 to 1.8.5 and 1.9.0 to 1.9.4.",
                others.TrueForAll(cluster => cluster.Settings.IstioVersion.IsAtLeast(1, 8, 6))
                    ? "Set 'interconnect: EastWest', which works from 1.8.6 and 1.9.5 on; 'meshgitops migrate legacy' prints the specs."
                    : "Upgrade Istio to 1.8.6, 1.9.5 or later, and set 'interconnect: EastWest'.",
                related);
            return;
        }

        var old = clusters.Except(others).Select(cluster => cluster.Name);
        context.Diagnostics.Add(
            PlanDiagnostics.LegacyReleasesMixed,
            interconnect.Location,
            $"Istio of {noun} {names} of GlobalNamespace '{globalNamespace.Metadata.Name}' cannot do interconnect Legacy, and that of {Words.List(old)} can do nothing else.",
            $"Upgrade {Words.List(old)} to 1.8.6, 1.9.5 or later and set 'interconnect: EastWest', or take {names} out of the members.",
            related);
    }
}
