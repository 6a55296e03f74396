using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Rendering.Planning;

/// <summary>Whether the release of each cluster can do the interconnect of its GlobalNamespaces; each cluster is reported once.</summary>
internal sealed class InterconnectChecks
{
    private readonly HashSet<ClusterContext> _reported = [];

    public void Check(PlanningContext context, GlobalNamespaceSpec globalNamespace, ImmutableArray<ClusterContext> clusters)
    {
        var interconnect = globalNamespace.Interconnect?.Value ?? InterconnectMode.EastWest;
        if (interconnect == InterconnectMode.Legacy)
        {
            LegacyChecks.CheckNamespace(context, globalNamespace, clusters, this);
            return;
        }

        foreach (var cluster in clusters)
        {
            if (!CheckPatch(context, cluster, interconnect))
            {
                CheckVersion(context, globalNamespace, clusters, cluster, interconnect);
            }
        }
    }

    /// <summary>Whether the patch number is missing, which is reported.</summary>
    public bool CheckPatch(PlanningContext context, ClusterContext cluster, InterconnectMode interconnect)
    {
        if (cluster.Spec.Version is not { } version || !LegacyRelease.NeedsPatch(version.Value))
        {
            return false;
        }

        if (_reported.Add(cluster))
        {
            var isLegacy = interconnect == InterconnectMode.Legacy;
            context.Diagnostics.Add(
                PlanDiagnostics.VersionUnsupported,
                version.Location,
                $"Istio {version} of cluster '{cluster.Name}' needs its patch number, because {interconnect} works {(isLegacy ? "up to 1.8.5 and 1.9.4" : "from 1.8.6 and 1.9.5 on")}.",
                isLegacy ? "Write it as '1.8.5'." : "Write it as '1.9.9'.");
        }

        return true;
    }

    private void CheckVersion(
        PlanningContext context,
        GlobalNamespaceSpec globalNamespace,
        ImmutableArray<ClusterContext> clusters,
        ClusterContext cluster,
        InterconnectMode interconnect)
    {
        if (cluster.Spec.Version is not { } version
            || (version.Value.IsAtLeast(1, 8, 6) && !LegacyRelease.Includes(version.Value))
            || !_reported.Add(cluster))
        {
            return;
        }

        context.Diagnostics.Add(
            PlanDiagnostics.VersionUnsupported,
            version.Location,
            $"Istio {version} of cluster '{cluster.Name}' cannot do interconnect {interconnect}, which needs 1.8.6, 1.9.5 or later.",
            clusters.All(other => LegacyRelease.Includes(other.Settings.IstioVersion))
                ? $"Upgrade Istio, or set 'interconnect: Legacy' in GlobalNamespace '{globalNamespace.Metadata.Name}'."
                : "Upgrade Istio, or leave the cluster out of the GlobalNamespace.");
    }
}
