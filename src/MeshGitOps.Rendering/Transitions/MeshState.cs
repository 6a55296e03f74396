using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>What the files of an output make of the clusters, as far as they were read.</summary>
internal sealed class MeshState
{
    private readonly HashSet<(string Cluster, string Host)> _servers;
    private readonly ILookup<string, MeshObject> _gateways;

    private MeshState(ImmutableArray<MeshObject> objects)
    {
        Objects = objects;
        var byKey = new Dictionary<ObjectKey, MeshObject>();
        foreach (var item in objects)
        {
            // Of two with one key only one would count in the cluster; output of ours never has them.
            byKey.TryAdd(item.Key, item);
        }

        ByKey = byKey;
        var entries = byKey.Values.Where(item => item.Key.Is("ServiceEntry")).SelectMany(HostEntry.Of).ToList();
        _gateways = byKey.Values.Where(item => item.Key.Is("Gateway")).ToLookup(item => item.Cluster, StringComparer.Ordinal);
        var gatewayNamespaces = _gateways.SelectMany(group => group).Select(item => (item.Cluster, item.Key.Namespace)).ToHashSet();
        var open = _gateways.SelectMany(group => group)
            .SelectMany(gateway => MeshObject.ItemsOf(gateway.Spec, "servers")
                .SelectMany(server => MeshObject.TextsOf(server, "hosts"))
                .Select(host => (gateway.Cluster, gateway.Key.Namespace, host)))
            .ToHashSet();
        // A Gateway that we render must name the host; where none is ours, somebody else opens the gateway.
        _servers =
        [
            .. entries
                .Where(entry => entry.IsServer
                    && (!gatewayNamespaces.Contains((entry.Cluster, entry.Source.Key.Namespace))
                        || open.Contains((entry.Cluster, entry.Source.Key.Namespace, entry.Host))))
                .Select(entry => (entry.Cluster, entry.Host)),
        ];
        Servers = [.. _servers.OrderBy(server => server.Cluster, StringComparer.Ordinal).ThenBy(server => server.Host, StringComparer.Ordinal)];
        Clients = entries.Where(entry => !entry.IsServer)
            .GroupBy(entry => entry.Host, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => group.OrderBy(entry => entry.Cluster, StringComparer.Ordinal).ToImmutableArray(),
                StringComparer.Ordinal);
    }

    public ImmutableArray<MeshObject> Objects { get; }

    public IReadOnlyDictionary<ObjectKey, MeshObject> ByKey { get; }

    /// <summary>The entries that clients use, by host; an egress gateway is a client too. Sorted by cluster.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<HostEntry>> Clients { get; }

    /// <summary>The hosts that the gateway of a cluster forwards, sorted.</summary>
    public ImmutableArray<(string Cluster, string Host)> Servers { get; }

    public bool Serves(string cluster, string host) => _servers.Contains((cluster, host));

    public ImmutableArray<HostEntry> ClientsOf(string host) => Clients.GetValueOrDefault(host, []);

    /// <summary>The ports of the east-west Gateway of a cluster; empty where it is not ours.</summary>
    public ImmutableSortedSet<long> GatewayPorts(string cluster) =>
    [
        .. _gateways[cluster]
            .Where(gateway => gateway.Key.Name != EgressGateway.Name)
            .SelectMany(gateway => MeshObject.ItemsOf(gateway.Spec, "servers"))
            .Select(server => MeshObject.NumberOf(server["port"] as ManifestMapping, "number"))
            .OfType<long>(),
    ];

    /// <summary>A file that cannot be read says nothing: comparing is no reason to stop a render.</summary>
    public static MeshState Read(IEnumerable<OutputFileText> files)
    {
        var objects = ImmutableArray.CreateBuilder<MeshObject>();
        foreach (var file in files)
        {
            var (documents, findings) = ManifestYamlReader.Read(file.Path.Value, file.Bytes.Span);
            if (findings.IsEmpty)
            {
                objects.AddRange(documents.Select(document => new MeshObject(file.Cluster, file.Path, document)));
            }
        }

        return new MeshState(objects.DrainToImmutable());
    }
}

/// <summary>A file of either side of a comparison.</summary>
internal readonly record struct OutputFileText(OutputPath Path, string Cluster, ReadOnlyMemory<byte> Bytes);
