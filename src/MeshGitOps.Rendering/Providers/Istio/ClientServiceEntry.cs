using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The entry that consumers of a cluster see: the local Service and the gateways of the other clusters.</summary>
internal static class ClientServiceEntry
{
    public static Manifest Create(ClientEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        ServiceEntryParts.Kind,
        entry.ConfigNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Client, entry.Host.GlobalNamespace, entry.Host.Host),
        Spec(entry));

    private static ManifestBuilder Spec(ClientEntryPlan entry)
    {
        var spec = new ManifestBuilder()
            .Add("hosts", [entry.Host.Host])
            .Add("location", ServiceEntryParts.Location)
            .Add("resolution", entry.Resolution == EndpointResolution.Dns ? ServiceEntryParts.Dns : ServiceEntryParts.Static)
            .Add("ports", ServiceEntryParts.Ports(entry.Host))
            .Add("endpoints", ManifestBuilder.Sequence(entry.Endpoints.Select(Endpoint)))
            .Add("exportTo", entry.ExportTo)
            .Add("addresses", ServiceEntryParts.Addresses(entry.Host));
        return entry.Host.SubjectAltNames.IsEmpty ? spec : spec.Add("subjectAltNames", entry.Host.SubjectAltNames);
    }

    private static ManifestBuilder Endpoint(EndpointPlan endpoint) => new ManifestBuilder()
        .Add("address", endpoint.Address)
        .Add("ports", ServiceEntryParts.EndpointPorts(endpoint.Ports))
        .Add("labels", new ManifestBuilder()
            .Add(IstioObject.ClusterLabel, endpoint.Cluster)
            .Add(IstioObject.TlsModeLabel, ServiceEntryParts.SidecarTls))
        .Add("network", endpoint.Network is { } network ? new ManifestString(network) : null)
        .Add("locality", endpoint.Locality);
}
