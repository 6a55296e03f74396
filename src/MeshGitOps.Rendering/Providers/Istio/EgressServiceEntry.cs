using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The entry that only the egress gateway sees: the host leads to the gateways of other clusters.</summary>
internal static class EgressServiceEntry
{
    public static Manifest Create(EgressEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        ServiceEntryParts.Kind,
        settings.EgressNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Egress, entry.Host.GlobalNamespace, entry.Host.Host),
        new ManifestBuilder()
            .Add("hosts", [entry.Host.Host])
            .Add("exportTo", IstioObject.OwnNamespaceOnly)
            .Add("location", ServiceEntryParts.Location)
            .Add("resolution", ServiceEntryParts.Resolution(entry.Resolution))
            .Add("ports", ServiceEntryParts.Ports(entry.Host))
            .Add("endpoints", ManifestBuilder.Sequence(entry.Endpoints.Select(ServiceEntryParts.Endpoint)))
            .Add("addresses", ServiceEntryParts.Addresses(entry.Host)));
}
