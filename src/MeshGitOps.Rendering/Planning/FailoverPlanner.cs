using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// The order of clusters for the clients of one: own cluster, then the region that the spec names
/// (else one neighbour in the own region), then all others.
/// Source: Istio's <c>applyLocalityFailover</c>, which knows one target per source region.
/// </summary>
internal static class FailoverPlanner
{
    private static readonly OutlierDetectionPlan Defaults = new(10, 0, "10s", "30s", 100);

    /// <summary>The locality of a remote endpoint: in the consumer's own region one that no proxy has, so that it is not taken for local.</summary>
    public static string LocalityOf(ClusterContext consumer, ClusterContext remote) =>
        remote.Settings.Region == consumer.Settings.Region ? NeighbourLocality(remote) : remote.Settings.Region ?? "";

    /// <summary>Where the clients of <paramref name="consumer"/> go second, or null where all others are equal.</summary>
    /// <param name="remotes">The other clusters with endpoints of the host, sorted by name.</param>
    public static string? Target(
        GlobalNamespaceSpec globalNamespace,
        FailoverSpec? ofService,
        ClusterContext consumer,
        ImmutableArray<ClusterContext> remotes)
    {
        var regions = ofService is { Regions.IsEmpty: false } ? ofService.Regions : globalNamespace.Failover?.Regions ?? [];
        foreach (var region in regions)
        {
            if (region.From.Value == consumer.Settings.Region)
            {
                if (remotes.Any(remote => remote.Settings.Region == region.To.Value))
                {
                    return region.To.Value;
                }

                break;
            }
        }

        return remotes.FirstOrDefault(remote => remote.Settings.Region == consumer.Settings.Region) is { } neighbour
            ? NeighbourLocality(neighbour)
            : null;
    }

    public static bool IsEnabled(GlobalNamespaceSpec globalNamespace, FailoverSpec? ofService) =>
        ofService?.Enabled?.Value ?? globalNamespace.Failover?.Enabled?.Value ?? true;

    /// <summary>Field by field: the circuit breaker of the service, its failover, the GlobalNamespace's, the default.</summary>
    public static OutlierDetectionPlan OutlierDetection(ServiceGroup group)
    {
        ImmutableArray<OutlierDetectionSpec?> specs =
        [
            group.Spec?.CircuitBreaker?.OutlierDetection,
            group.Spec?.Failover?.OutlierDetection,
            group.GlobalNamespace.Failover?.OutlierDetection,
        ];
        return new OutlierDetectionPlan(
            First(specs, spec => spec.ConsecutiveGatewayErrors)?.Value ?? Defaults.ConsecutiveGatewayErrors,
            First(specs, spec => spec.Consecutive5xxErrors)?.Value ?? Defaults.Consecutive5xxErrors,
            First(specs, spec => spec.Interval)?.Value ?? Defaults.Interval,
            First(specs, spec => spec.BaseEjectionTime)?.Value ?? Defaults.BaseEjectionTime,
            First(specs, spec => spec.MaxEjectionPercent)?.Value ?? Defaults.MaxEjectionPercent);
    }

    private static string NeighbourLocality(ClusterContext cluster) => $"{cluster.Settings.Region}.{cluster.Name}";

    private static Located<T>? First<T>(ImmutableArray<OutlierDetectionSpec?> specs, Func<OutlierDetectionSpec, Located<T>?> field)
    {
        foreach (var spec in specs)
        {
            if (spec is not null && field(spec) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
