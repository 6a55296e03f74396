using System.Globalization;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Traffic;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>
/// The endpoints of one cluster, for routes that pin it. The name of a subset becomes a part of the SNI, which the gateway of the other
/// cluster has no filter chain for: the SNI is written, without the name. It holds the number of the port, so that several ports need a
/// policy each, and such a policy repeats everything that the host's has, as Istio does not merge the two.
/// </summary>
internal static class ClientSubset
{
    public static ManifestBuilder Create(SubsetPlan subset, ClientEntryPlan entry, ClusterSettings settings) => new ManifestBuilder()
        .Add("name", subset.Name)
        .Add("labels", new ManifestBuilder().Add(IstioObject.ClusterLabel, subset.Cluster))
        .Add("trafficPolicy", entry.Host.Ports is [var only]
            ? new ManifestBuilder().Add("tls", MutualTls(entry.Host, only))
            : new ManifestBuilder().Add("portLevelSettings", ManifestBuilder.Sequence(entry.Host.Ports.Select(port => PortLevel(entry, port, settings)))));

    private static ManifestBuilder PortLevel(ClientEntryPlan entry, HostPort port, ClusterSettings settings)
    {
        var level = new ManifestBuilder().Add("port", new ManifestBuilder().Add("number", port.Number));
        foreach (var field in TrafficPolicy.Create(entry.Traffic, entry.Endpoints.Length, settings.IstioVersion).Build().Fields)
        {
            level.Add(field.Key, field.Key == "tls" ? MutualTls(entry.Host, port).Build() : field.Value);
        }

        return level;
    }

    private static ManifestBuilder MutualTls(GlobalHost host, HostPort port) => new ManifestBuilder()
        .Add("mode", "ISTIO_MUTUAL")
        .Add("sni", string.Create(CultureInfo.InvariantCulture, $"outbound_.{port.Number}_._.{host.Host}"));
}
