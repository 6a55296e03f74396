using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What a ServiceEntry of the output says about one host.</summary>
internal sealed record HostEntry(MeshObject Source, string Host)
{
    public string Cluster => Source.Cluster;

    public ImmutableArray<long> Ports { get; } =
        [.. MeshObject.ItemsOf(Source.Spec, "ports").Select(port => MeshObject.NumberOf(port, "number")).OfType<long>()];

    public ImmutableArray<string> Addresses { get; } = MeshObject.TextsOf(Source.Spec, "addresses");

    public ImmutableArray<HostEndpoint> Endpoints { get; } =
    [
        .. MeshObject.ItemsOf(Source.Spec, "endpoints").Select(endpoint => new HostEndpoint(
            MeshObject.TextOf(endpoint, "labels", "meshgitops.io/cluster"),
            MeshObject.TextOf(endpoint, "address"),
            endpoint["ports"] is ManifestMapping ports
                ? [.. ports.Fields.Select(field => field.Value).OfType<ManifestInteger>().Select(number => number.Value).Distinct().Order()]
                : [])),
    ];

    /// <summary>Seen by its own namespace alone and leading nowhere else: what a gateway forwards to.</summary>
    public bool IsServer => MeshObject.TextsOf(Source.Spec, "exportTo") is ["."] && Endpoints.All(endpoint => endpoint.Cluster.Length == 0);

    public IEnumerable<HostEndpoint> EndpointsIn(string cluster) => Endpoints.Where(endpoint => endpoint.Cluster == cluster);

    public static IEnumerable<HostEntry> Of(MeshObject source) =>
        MeshObject.TextsOf(source.Spec, "hosts").Distinct(StringComparer.Ordinal).Select(host => new HostEntry(source, host));
}

/// <param name="Cluster">Empty where the endpoint does not say.</param>
/// <param name="Ports">The numbers that are dialled, sorted.</param>
internal sealed record HostEndpoint(string Cluster, string Address, ImmutableArray<long> Ports);
