using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Differences;

/// <summary>A host of the mesh that differs somewhere.</summary>
/// <param name="Clusters">Where it does, sorted by cluster.</param>
public sealed record HostDifference(string Host, ImmutableArray<HostInCluster> Clusters)
{
    /// <summary>Added or removed where it is that in every cluster in which it differs.</summary>
    public ChangeKind Kind =>
        Clusters.All(cluster => cluster.Kind == ChangeKind.Added) ? ChangeKind.Added
        : Clusters.All(cluster => cluster.Kind == ChangeKind.Removed) ? ChangeKind.Removed
        : ChangeKind.Changed;
}

/// <summary>What becomes of a host for the callers in one cluster, and at its gateway.</summary>
/// <param name="Kind">Whether callers can reach it only now, no longer, or otherwise; of a host without callers, whether the gateway forwards it.</param>
/// <param name="Serving">Whether the gateway of the cluster forwards it only now, or no longer; null where neither.</param>
/// <param name="Addresses">The virtual ones.</param>
/// <param name="Endpoints">Where calls go, sorted by cluster.</param>
public sealed record HostInCluster(
    string Cluster,
    ChangeKind Kind,
    ChangeKind? Serving,
    ValueChange Addresses,
    ValueChange Ports,
    ImmutableArray<EndpointDifference> Endpoints);

/// <summary>Values of a set that are no longer in it, and those that are new, sorted.</summary>
public sealed record ValueChange(ImmutableArray<string> Removed, ImmutableArray<string> Added)
{
    public bool IsEmpty => Removed.IsEmpty && Added.IsEmpty;

    public static ValueChange Of(IEnumerable<string> before, IEnumerable<string> after)
    {
        var old = before.ToHashSet(StringComparer.Ordinal);
        var fresh = after.ToHashSet(StringComparer.Ordinal);
        return new ValueChange(
            [.. old.Where(value => !fresh.Contains(value)).Order(StringComparer.Ordinal)],
            [.. fresh.Where(value => !old.Contains(value)).Order(StringComparer.Ordinal)]);
    }
}

/// <summary>The endpoints of a host that lead to one cluster.</summary>
/// <param name="Cluster">Empty where the endpoints do not say.</param>
/// <param name="Places">Addresses with the port that is dialled, as <c>192.0.2.1:15443</c>.</param>
public sealed record EndpointDifference(string Cluster, ChangeKind Kind, ValueChange Places);
