using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>The entry that consumers see, with the fields that the release acts on and no others.</summary>
internal static class LegacyServiceEntry
{
    public static Manifest Create(ClientEntryPlan entry, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        ServiceEntryParts.Kind,
        entry.ConfigNamespace,
        entry.Host.Host,
        entry.Host.Origin,
        new ManifestPlacement(ManifestConcern.Client, entry.Host.GlobalNamespace, entry.Host.Host),
        new ManifestBuilder()
            .Add("hosts", [entry.Host.Host])
            .Add("location", ServiceEntryParts.Location)
            .Add("resolution", ServiceEntryParts.Dns)
            .Add("ports", Ports(entry.Host))
            .Add("endpoints", ManifestBuilder.Sequence(entry.Endpoints.Select(endpoint => Endpoint(endpoint, settings))))
            .Add("exportTo", entry.ExportTo)
            .Add("addresses", ServiceEntryParts.Addresses(entry.Host)));

    /// <summary>The protocol in lower case, as the recipe has it; Istio reads either.</summary>
    private static ManifestSequence Ports(GlobalHost host) => ManifestBuilder.Sequence(host.Ports.Select(port => new ManifestBuilder()
        .Add("number", port.Number)
        .Add("name", port.Name)
        .Add("protocol", port.Protocol.ToIstio().ToLowerInvariant())));

    private static ManifestBuilder Endpoint(EndpointPlan endpoint, ClusterSettings settings)
    {
        var builder = new ManifestBuilder()
            .Add("address", endpoint.Address)
            .Add("ports", ServiceEntryParts.EndpointPorts(endpoint.Ports));
        if (LegacyApi.HasTlsModeLabel(settings.IstioVersion))
        {
            builder.Add("labels", new ManifestBuilder()
                .Add(IstioObject.ClusterLabel, endpoint.Cluster is { } cluster ? new ManifestString(cluster) : null)
                .Add(IstioObject.TlsModeLabel, ServiceEntryParts.SidecarTls));
        }

        return LegacyRelease.HasFailover(settings.IstioVersion) ? builder.Add("locality", endpoint.Locality) : builder;
    }
}
