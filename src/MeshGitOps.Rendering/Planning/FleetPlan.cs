using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Planning;

/// <summary>What is to be rendered, for all clusters: plain records, no spec types, everything sorted.</summary>
public sealed record FleetPlan
{
    /// <summary>Sorted by name; also clusters that are no member of anything.</summary>
    public ImmutableArray<ClusterPlan> Clusters { get; init; } = [];

    /// <summary>Every global host, aliases included, sorted by name.</summary>
    public ImmutableArray<GlobalHost> Hosts { get; init; } = [];

    /// <summary>The lock file as it should be: the lines that were there and the missing ones.</summary>
    public AddressLock Addresses { get; init; } = AddressLock.Empty;

    /// <summary>Null where no cluster has a delivery.</summary>
    public DeliveryPlan? Delivery { get; init; }

    /// <summary>What this render takes for granted, one sentence each, sorted.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];
}
