using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>Where a finding about the output is to be shown: in the specs that cause it, else in the published file.</summary>
internal sealed class TransitionPlaces
{
    private readonly Dictionary<string, SourceLocation> _origins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GlobalHost> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClusterSettings> _clusters = new(StringComparer.Ordinal);
    private readonly FleetPlan _plan;
    private readonly string _outputDirectory;

    public TransitionPlaces(FleetPlan plan, string outputDirectory)
    {
        _plan = plan;
        _outputDirectory = outputDirectory;
        foreach (var host in plan.Hosts)
        {
            _hosts.TryAdd(host.Host, host);
            Add(host.Origin);
        }

        foreach (var cluster in plan.Clusters)
        {
            _clusters.TryAdd(cluster.Name, cluster.Settings);
            Add(cluster.Settings.Origin);
            foreach (var config in cluster.ConfigNamespaces)
            {
                Add(config.Origin);
            }

            foreach (var authentication in cluster.PeerAuthentications)
            {
                Add(authentication.Origin);
            }
        }
    }

    public bool IsPlanned(string host) => _hosts.ContainsKey(host);

    /// <summary>The spec that an object says it comes from; the cluster's where that spec is gone; the file itself where that is gone too.</summary>
    public SourceLocation Of(MeshObject source) =>
        _origins.TryGetValue(source.Origin, out var origin) ? origin
        : _clusters.TryGetValue(source.Cluster, out var cluster) ? cluster.Origin.Location
        : new SourceText(_outputDirectory.Length == 0 ? source.Path.Value : $"{_outputDirectory}/{source.Path}", "").Start;

    /// <summary>A port of a host that is new, else the host.</summary>
    public SourceLocation OfPorts(HostEntry entry, IReadOnlySet<long> added) =>
        _hosts.TryGetValue(entry.Host, out var host)
            ? host.Ports.FirstOrDefault(port => added.Contains(port.Number))?.Location ?? host.Location
            : Of(entry.Source);

    /// <summary>The line of the lock file, where the address has one.</summary>
    public SourceLocation OfAddress(HostEntry entry) =>
        _plan.Addresses.Addresses.TryGetValue(entry.Host, out var locked) && locked.Location is { } line ? line : Of(entry.Source);

    /// <summary>The address of a gateway, else its cluster.</summary>
    public SourceLocation OfGateway(string cluster, MeshObject caller) =>
        !_clusters.TryGetValue(cluster, out var settings) ? Of(caller)
        : settings.EastWestAddresses is [var first, ..] ? first.Location
        : settings.Origin.Location;

    private void Add(Origin origin) => _origins.TryAdd(origin.ToString(), origin.Location);
}
