using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The entry that consumers of a cluster see: the local Service, and the gateways of the other clusters or the own egress gateway.</summary>
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
            .Add("resolution", ServiceEntryParts.Resolution(entry.Resolution))
            .Add("ports", ServiceEntryParts.Ports(entry.Host))
            .Add("endpoints", ManifestBuilder.Sequence(entry.Endpoints.Select(ServiceEntryParts.Endpoint)))
            .Add("exportTo", entry.ExportTo)
            .Add("addresses", ServiceEntryParts.Addresses(entry.Host));
        return entry.Host.SubjectAltNames.IsEmpty ? spec : spec.Add("subjectAltNames", entry.Host.SubjectAltNames);
    }
}
