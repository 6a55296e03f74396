using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>The policy of those who choose between endpoints: a client's sidecar, or an egress gateway.</summary>
internal static class TrafficPolicy
{
    private static readonly ManifestValue LeastRequest = "LEAST_REQUEST";

    public static ManifestBuilder Create(TrafficSettings traffic, int endpoints, IstioVersion version) => new ManifestBuilder()
        .Add("tls", IstioObject.MutualTls)
        .Add("outlierDetection", OutlierDetection(traffic.OutlierDetection))
        .Add("loadBalancer", endpoints > 1 ? LoadBalancer(traffic.Locality, version) : null)
        .Add("connectionPool", ConnectionPool(traffic.ConnectionPool));

    /// <summary>Both counts are always written: a missing one is not off but Envoy's default of 5 errors.</summary>
    private static ManifestBuilder? OutlierDetection(OutlierDetectionPlan? plan) => plan is null
        ? null
        : new ManifestBuilder()
            .Add("consecutiveGatewayErrors", plan.ConsecutiveGatewayErrors)
            .Add("consecutive5xxErrors", plan.Consecutive5xxErrors)
            .Add("interval", plan.Interval)
            .Add("baseEjectionTime", plan.BaseEjectionTime)
            .Add("maxEjectionPercent", plan.MaxEjectionPercent);

    private static ManifestMapping? LoadBalancer(LocalityFailoverPlan? locality, IstioVersion version) => NotEmpty(new ManifestBuilder()
        .Add("simple", IstioApi.HasLeastRequest(version) ? LeastRequest : null)
        .Add("localityLbSetting", locality is null ? null : LocalitySetting(locality)));

    private static ManifestBuilder LocalitySetting(LocalityFailoverPlan locality)
    {
        var setting = new ManifestBuilder().Add("enabled", locality.Enabled);
        return locality is { Enabled: true, From: { } from, To: { } to }
            ? setting.Add("failover", ManifestBuilder.Sequence([new ManifestBuilder().Add("from", from).Add("to", to)]))
            : setting;
    }

    public static ManifestMapping? ConnectionPool(ConnectionPoolPlan? plan) => plan is null
        ? null
        : NotEmpty(new ManifestBuilder()
            .Add("tcp", NotEmpty(new ManifestBuilder().Add("maxConnections", Limit(plan.MaxConnections))))
            .Add("http", NotEmpty(new ManifestBuilder()
                .Add("http1MaxPendingRequests", Limit(plan.MaxPendingRequests))
                .Add("maxRequestsPerConnection", Limit(plan.MaxRequestsPerConnection)))));

    private static ManifestInteger? Limit(int? limit) => limit is > 0 ? new ManifestInteger(limit.Value) : null;

    /// <summary>Istio refuses an empty policy; a part without fields is left out.</summary>
    private static ManifestMapping? NotEmpty(ManifestBuilder builder) =>
        builder.Build() is { Fields.IsEmpty: false } mapping ? mapping : null;
}
