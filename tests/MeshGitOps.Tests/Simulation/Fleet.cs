using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Clusters with everything that is applied to them, and what the fleet is meant to do.</summary>
internal sealed record Fleet(ImmutableSortedDictionary<string, FleetCluster> Clusters, ImmutableArray<ExpectedHost> Hosts)
{
    public FleetCluster this[string cluster] => Clusters[cluster];

    /// <summary>A copy that can be changed without touching this one.</summary>
    public Fleet Copy() => this with
    {
        Clusters = Clusters.ToImmutableSortedDictionary(
            cluster => cluster.Key,
            cluster => cluster.Value with
            {
                Rendered = [.. cluster.Value.Rendered.Select(item => item.Copy())],
                Own = [.. cluster.Value.Own.Select(item => item.Copy())],
            },
            StringComparer.Ordinal),
    };
}

/// <summary>The lists are open to mutations.</summary>
/// <param name="Rendered">What lies in <c>clusters/NAME/</c>.</param>
/// <param name="Own">The manifests of the users.</param>
internal sealed record FleetCluster(ClusterFacts Facts, List<KubeObject> Rendered, List<KubeObject> Own)
{
    public IEnumerable<KubeObject> All => Rendered.Concat(Own);
}

/// <summary>A host as the specs mean it, worked out without the product.</summary>
internal sealed record ExpectedHost(
    string Host,
    string ConfigNamespace,
    ImmutableArray<int> Ports,
    ImmutableArray<ExpectedServer> Servers,
    ImmutableArray<ExpectedConsumer> Consumers)
{
    /// <summary>Region to region, where the specs name it.</summary>
    public ImmutableSortedDictionary<string, string> Failover { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>By its namespace and name in the GlobalNamespace.</summary>
    public string Service { get; init; } = "";

    /// <summary>The routes of its TrafficPolicy and what takes the rest; each with its destinations, a mirror last.</summary>
    public ImmutableArray<ImmutableArray<ExpectedDestination>> Routes { get; init; } = [];

    /// <summary>Calls to other clusters go through the own egress gateway.</summary>
    public bool IsViaEgress { get; init; }

    /// <summary>Called by the <c>.global</c> recipe: no server side, and the gateway rewrites the name.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>False: the traffic is spread over all endpoints.</summary>
    public bool HasFailover { get; init; } = true;
}

/// <summary>A cluster that runs the service; a draining one is no client's endpoint any more.</summary>
internal sealed record ExpectedServer(string Cluster, string Namespace, string Service)
{
    public bool IsDraining { get; init; }
}

/// <param name="Service">Null: the service itself.</param>
/// <param name="Cluster">Null: each that serves.</param>
/// <param name="Weight">Null for a mirror.</param>
internal sealed record ExpectedDestination(string? Service, string? Cluster, int? Weight);

internal sealed record ExpectedConsumer(string Cluster, string Namespace);
