using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>Mutual TLS to every host of a domain: <c>*.global</c>. It is named after the domain, since no object's name holds a '*'.</summary>
internal static class LegacyDomainRule
{
    /// <param name="entries">All entries of one GlobalNamespace; not empty.</param>
    public static Manifest Create(ImmutableArray<ClientEntryPlan> entries, ClusterPlan plan)
    {
        var host = entries[0].Host;
        return IstioObject.Create(
            IstioApi.Networking(plan.Settings.IstioVersion),
            ClientDestinationRule.Kind,
            entries[0].ConfigNamespace,
            host.Domain,
            plan.ConfigNamespaces.First(config => config.GlobalNamespace == host.GlobalNamespace).Origin,
            new ManifestPlacement(ManifestConcern.GlobalNamespace, host.GlobalNamespace, null),
            new ManifestBuilder()
                .Add("host", $"*.{host.Domain}")
                .Add("trafficPolicy", new ManifestBuilder().Add("tls", IstioObject.MutualTls))
                .Add("exportTo", entries.SelectMany(entry => entry.ExportTo).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
    }
}
