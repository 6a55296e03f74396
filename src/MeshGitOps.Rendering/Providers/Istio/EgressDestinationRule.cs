using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Where the egress gateway goes when a cluster is out: a client sees the gateway alone and cannot choose.</summary>
internal static class EgressDestinationRule
{
    public static Manifest Create(EgressEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        ClientDestinationRule.Kind,
        settings.EgressNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Egress, entry.Host.GlobalNamespace, entry.Host.Host),
        new ManifestBuilder()
            .Add("host", entry.Host.Host)
            .Add("trafficPolicy", TrafficPolicy.Create(entry.Traffic, entry.Endpoints.Length, settings.IstioVersion))
            .Add("exportTo", IstioObject.OwnNamespaceOnly));
}
