using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>
/// The rule of a host whose endpoints need more than mutual TLS. It takes the place of the domain's rule, since Istio merges none.
/// </summary>
internal static class LegacyHostRule
{
    public static bool IsNeeded(ClientEntryPlan entry) =>
        entry.Traffic.OutlierDetection is not null || entry.Traffic.ConnectionPool is not null;

    public static Manifest Create(ClientEntryPlan entry, ClusterSettings settings) =>
        LegacyRelease.HasFailover(settings.IstioVersion)
            ? ClientDestinationRule.Create(entry, settings)
            : IstioObject.Create(
                IstioApi.Networking(settings.IstioVersion),
                ClientDestinationRule.Kind,
                entry.ConfigNamespace,
                entry.Host.Host,
                entry.Host.Origin,
                new ManifestPlacement(ManifestConcern.Client, entry.Host.GlobalNamespace, entry.Host.Host),
                new ManifestBuilder()
                    .Add("host", entry.Host.Host)
                    .Add("trafficPolicy", new ManifestBuilder()
                        .Add("tls", IstioObject.MutualTls)
                        .Add("outlierDetection", OutlierDetection(entry.Traffic.OutlierDetection))
                        .Add("connectionPool", TrafficPolicy.ConnectionPool(entry.Traffic.ConnectionPool)))
                    .Add("exportTo", entry.ExportTo));

    /// <summary>One count, which is of gateway errors (502, 503, 504) here.</summary>
    private static ManifestBuilder? OutlierDetection(OutlierDetectionPlan? plan) => plan is null
        ? null
        : new ManifestBuilder()
            .Add("consecutiveErrors", plan.ConsecutiveGatewayErrors)
            .Add("interval", plan.Interval)
            .Add("baseEjectionTime", plan.BaseEjectionTime)
            .Add("maxEjectionPercent", plan.MaxEjectionPercent);
}
