using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.TrafficPolicies;

namespace MeshGitOps.Rendering.Planning.Traffic;

/// <summary>The VirtualService of a client entry, and the subsets that it needs of the DestinationRule.</summary>
public sealed record RoutingPlan
{
    /// <summary>Each pins a cluster; sorted by name.</summary>
    public ImmutableArray<SubsetPlan> Subsets { get; init; } = [];

    /// <summary>The first that matches counts; for each port that carries HTTP the last matches every request.</summary>
    public required ImmutableArray<RoutePlan> Routes { get; init; }

    public required Origin Origin { get; init; }
}

/// <summary>The endpoints of one cluster.</summary>
/// <param name="Name">A DNS label.</param>
public sealed record SubsetPlan(string Name, string Cluster);

public sealed record RoutePlan
{
    public string? Name { get; init; }

    /// <summary>The port of the host that is called; null where a single one carries HTTP.</summary>
    public int? Port { get; init; }

    /// <summary>A request matches one of them; empty: every request.</summary>
    public ImmutableArray<TrafficMatch> Matches { get; init; } = [];

    /// <summary>Never empty.</summary>
    public required ImmutableArray<DestinationPlan> Destinations { get; init; }

    public string? Timeout { get; init; }

    public TrafficRetries? Retries { get; init; }

    public TrafficDelay? Delay { get; init; }

    public TrafficAbort? Abort { get; init; }

    public MirrorPlan? Mirror { get; init; }
}

/// <param name="Host">A global host that the callers see.</param>
/// <param name="Port">A port of <paramref name="Host"/>.</param>
/// <param name="Subset">Null: all endpoints, in their order of failover.</param>
/// <param name="Weight">In percent; null where it is the only one.</param>
public sealed record DestinationPlan(string Host, int Port, string? Subset, int? Weight);

/// <param name="Percent">1 to 100.</param>
public sealed record MirrorPlan(DestinationPlan Destination, int Percent);
