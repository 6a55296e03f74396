using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>How consumers use the endpoints: mutual TLS, and what happens when some of them are down.</summary>
internal static class ClientDestinationRule
{
    public const string Kind = "DestinationRule";

    public static Manifest Create(ClientEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        Kind,
        entry.ConfigNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Client, entry.Host.GlobalNamespace, entry.Host.Host),
        Spec(entry, settings));

    private static ManifestBuilder Spec(ClientEntryPlan entry, ClusterSettings settings)
    {
        var spec = new ManifestBuilder()
            .Add("host", entry.Host.Host)
            .Add("trafficPolicy", TrafficPolicy.Create(entry.Traffic, entry.Endpoints.Length, settings.IstioVersion))
            .Add("exportTo", entry.ExportTo);
        return entry.Routing is { Subsets: { IsEmpty: false } subsets }
            ? spec.Add("subsets", ManifestBuilder.Sequence(subsets.Select(subset => ClientSubset.Create(subset, entry, settings))))
            : spec;
    }
}
