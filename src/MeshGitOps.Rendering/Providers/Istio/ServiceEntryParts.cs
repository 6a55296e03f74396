using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>What the client, egress and server side of a host must say in the same words, or no filter chain matches.</summary>
internal static class ServiceEntryParts
{
    public const string Kind = "ServiceEntry";

    /// <summary>Without it the entry counts as outside the mesh: plaintext, and no chain at the gateway.</summary>
    public static readonly ManifestValue Location = "MESH_INTERNAL";

    public static readonly ManifestValue Dns = "DNS";
    public static readonly ManifestValue Static = "STATIC";
    public static readonly ManifestValue SidecarTls = "istio";

    public static ManifestSequence Ports(GlobalHost host) => ManifestBuilder.Sequence(host.Ports.Select(port => new ManifestBuilder()
        .Add("number", port.Number)
        .Add("name", port.Name)
        .Add("protocol", port.Protocol.ToIstio())));

    public static ManifestMapping EndpointPorts(ImmutableArray<EndpointPort> ports) =>
        new([.. ports.Select(port => new ManifestField(port.Name, port.Number))]);

    public static ManifestValue Resolution(EndpointResolution resolution) => resolution == EndpointResolution.Dns ? Dns : Static;

    /// <summary>An endpoint of a client or egress entry.</summary>
    public static ManifestBuilder Endpoint(EndpointPlan endpoint) => new ManifestBuilder()
        .Add("address", endpoint.Address)
        .Add("ports", EndpointPorts(endpoint.Ports))
        .Add("labels", new ManifestBuilder()
            .Add(IstioObject.ClusterLabel, endpoint.Cluster is { } cluster ? new ManifestString(cluster) : null)
            .Add(IstioObject.TlsModeLabel, SidecarTls))
        .Add("network", endpoint.Network is { } network ? new ManifestString(network) : null)
        .Add("locality", endpoint.Locality);

    public static ManifestSequence Addresses(GlobalHost host) => ManifestBuilder.Sequence([host.VirtualAddress]);
}
