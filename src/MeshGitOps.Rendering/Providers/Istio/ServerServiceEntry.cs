using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The entry that only the east-west gateway sees: the host leads to the Service.</summary>
internal static class ServerServiceEntry
{
    public static Manifest Create(ServerEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        ServiceEntryParts.Kind,
        settings.EastWestNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Server, entry.Host.GlobalNamespace, entry.Host.Host),
        Spec(entry));

    private static ManifestBuilder Spec(ServerEntryPlan entry) => new ManifestBuilder()
        .Add("hosts", [entry.Host.Host])
        .Add("exportTo", IstioObject.OwnNamespaceOnly)
        .Add("location", ServiceEntryParts.Location)
        .Add("resolution", ServiceEntryParts.Dns)
        .Add("ports", ServiceEntryParts.Ports(entry.Host))
        .Add("endpoints", ManifestBuilder.Sequence([Endpoint(entry)]))
        .Add("addresses", ServiceEntryParts.Addresses(entry.Host));

    private static ManifestBuilder Endpoint(ServerEntryPlan entry) => new ManifestBuilder()
        .Add("address", entry.Address)
        .Add("ports", ServiceEntryParts.EndpointPorts(entry.Ports))
        .Add("labels", new ManifestBuilder().Add(IstioObject.TlsModeLabel, ServiceEntryParts.SidecarTls))
        .Add("locality", entry.Locality);
}
