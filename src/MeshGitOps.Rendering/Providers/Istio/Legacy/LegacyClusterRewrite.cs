using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Rendering.Providers.Istio.Legacy;

/// <summary>
/// The EnvoyFilter that puts the cluster's own domain in the place of the global one, in the name that <c>sni_cluster</c> took from the SNI:
/// <c>outbound_.3000_._.messenger.default.global</c> becomes <c>outbound_.3000_._.messenger.default.svc.cluster.local</c>.
/// </summary>
internal static class LegacyClusterRewrite
{
    private const string SniCluster = "envoy.filters.network.sni_cluster";
    private const string Rewrite = "envoy.filters.network.tcp_cluster_rewrite";
    private const string RewriteType =
        "type.googleapis.com/istio.envoy.config.filter.network.tcp_cluster_rewrite.v2alpha1.TcpClusterRewrite";

    private static readonly ManifestField TypeOfConfig = new("@type", RewriteType);

    /// <param name="entries">Not empty.</param>
    public static Manifest Create(ImmutableArray<ServerEntryPlan> entries, ClusterSettings settings)
    {
        var domains = entries.Select(entry => entry.Host.Domain).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return IstioObject.Create(
            LegacyApi.EnvoyFilterVersion,
            "EnvoyFilter",
            settings.EastWestNamespace,
            LegacyGateway.Name,
            settings.Origin,
            new ManifestPlacement(ManifestConcern.Cluster, PassthroughGateway.OnlyGlobalNamespace([.. entries.Select(entry => entry.Host)]), null),
            LegacyApi.HasConfigPatches(settings.IstioVersion) ? Patches(domains, settings) : Filters(domains, settings));
    }

    private static ManifestBuilder Filters(IEnumerable<string> domains, ClusterSettings settings) => new ManifestBuilder()
        .Add("workloadLabels", ManifestBuilder.StringMap(settings.EastWestSelector))
        .Add("filters", ManifestBuilder.Sequence(domains.Select(domain => new ManifestBuilder()
            .Add("listenerMatch", new ManifestBuilder()
                .Add("portNumber", settings.EastWestServicePort)
                .Add("listenerType", "GATEWAY"))
            .Add("insertPosition", new ManifestBuilder()
                .Add("index", "AFTER")
                .Add("relativeTo", SniCluster))
            .Add("filterName", Rewrite)
            .Add("filterType", "NETWORK")
            .Add("filterConfig", Config(domain, settings)))));

    private static ManifestBuilder Patches(IEnumerable<string> domains, ClusterSettings settings) => new ManifestBuilder()
        .Add("workloadSelector", new ManifestBuilder().Add("labels", ManifestBuilder.StringMap(settings.EastWestSelector)))
        .Add("configPatches", ManifestBuilder.Sequence(domains.Select(domain => new ManifestBuilder()
            .Add("applyTo", "NETWORK_FILTER")
            .Add("match", new ManifestBuilder()
                .Add("context", "GATEWAY")
                .Add("listener", new ManifestBuilder()
                    .Add("portNumber", settings.EastWestServicePort)
                    .Add("filterChain", new ManifestBuilder()
                        .Add("filter", new ManifestBuilder().Add("name", SniCluster)))))
            .Add("patch", new ManifestBuilder()
                .Add("operation", "INSERT_AFTER")
                .Add("value", Filter(domain, settings))))));

    private static ManifestBuilder Filter(string domain, ClusterSettings settings)
    {
        var filter = new ManifestBuilder().Add("name", Rewrite);
        var config = Config(domain, settings).Build();
        return LegacyApi.HasTypedConfig(settings.IstioVersion)
            ? filter.Add("typed_config", new ManifestMapping([TypeOfConfig, .. config.Fields]))
            : filter.Add("config", config);
    }

    /// <summary>A regular expression of RE2: the dots are escaped.</summary>
    private static ManifestBuilder Config(string domain, ClusterSettings settings) => new ManifestBuilder()
        .Add("cluster_pattern", $@"\.{domain.Replace(".", @"\.", StringComparison.Ordinal)}$")
        .Add("cluster_replacement", $".svc.{settings.ClusterDomain}");
}
