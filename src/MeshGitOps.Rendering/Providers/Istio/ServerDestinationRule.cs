using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Keeps the endpoints of the server side: without mutual TLS, Istio filters them away at the gateway.</summary>
internal static class ServerDestinationRule
{
    public static Manifest Create(ServerEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        ClientDestinationRule.Kind,
        settings.EastWestNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Server, entry.Host.GlobalNamespace, entry.Host.Host),
        new ManifestBuilder()
            .Add("host", entry.Host.Host)
            .Add("trafficPolicy", new ManifestBuilder().Add("tls", IstioObject.MutualTls))
            .Add("exportTo", IstioObject.OwnNamespaceOnly));
}
