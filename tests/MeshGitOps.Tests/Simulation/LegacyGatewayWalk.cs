using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// The gateway of Istio before 1.8.6 and 1.9.5: one filter chain for the hosts of a server, compared with the SNI as Envoy compares names
/// (a wildcard stands for any number of labels), then the network filters in order. <c>sni_cluster</c> takes the SNI for the name of the
/// cluster, an EnvoyFilter may rewrite it, and a cluster exists for every port of every Service.
/// </summary>
internal sealed partial class LegacyGatewayWalk(ClusterView view, ImmutableArray<KubeObject> filters)
{
    private const string SniCluster = "envoy.filters.network.sni_cluster";
    private const string Rewrite = "envoy.filters.network.tcp_cluster_rewrite";
    private const string RewriteType = "type.googleapis.com/istio.envoy.config.filter.network.tcp_cluster_rewrite.v2alpha1.TcpClusterRewrite";

    private readonly ClusterFacts _facts = view.Facts;

    public CallResult Call(string sni, IReadOnlySet<string> published, ImmutableArray<string> subjectAltNames)
    {
        if (published.Count == 0)
        {
            return new Failure(FailureReason.NothingListens, $"no Gateway of '{_facts.Name}' opens {_facts.GatewayServicePort}");
        }

        if (!published.Any(host => host == sni || (host.StartsWith("*.", StringComparison.Ordinal) && sni.EndsWith(host[1..], StringComparison.Ordinal))))
        {
            return new Failure(FailureReason.NoFilterChain, $"the gateway of '{_facts.Name}' has no chain for '{sni}'");
        }

        var cluster = Rewrites().Aggregate(sni, (name, rewrite) => Regex.Replace(name, rewrite.Pattern, rewrite.Replacement));
        if (ClusterName().Match(cluster) is not { Success: true } match || !cluster.EndsWith($".svc.{_facts.ClusterDomain}", StringComparison.Ordinal))
        {
            return new Failure(FailureReason.NoEndpoints, $"the gateway of '{_facts.Name}' has no cluster '{cluster}'");
        }

        var result = view.Workloads.Call(
            match.Groups["host"].Value, int.Parse(match.Groups["port"].Value, System.Globalization.CultureInfo.InvariantCulture), subjectAltNames);
        return result is Landing landing ? landing with { ContainerPorts = [] } : result;
    }

    /// <summary>Those of the release's own form, for this gateway, in the gateway's or the root namespace.</summary>
    private IEnumerable<(string Pattern, string Replacement)> Rewrites() => filters
        .Where(item => item.Namespace == _facts.GatewayNamespace || item.Namespace == _facts.RootNamespace)
        .SelectMany(item => _facts.IstioVersion >= new Version(1, 5) ? Patches(item.Spec) : Filters(item.Spec))
        .Select(config => (config.Text("cluster_pattern") ?? "(?!)", config.Text("cluster_replacement") ?? ""));

    private IEnumerable<object?> Filters(object? spec) =>
        !spec.TextMap("workloadLabels").Selects(_facts.GatewaySelector)
            ? []
            : spec.Items("filters")
                .Where(filter => filter.Number("listenerMatch", "portNumber") == _facts.GatewayServicePort
                    && filter.Text("listenerMatch", "listenerType") == "GATEWAY"
                    && filter.Text("insertPosition", "index") == "AFTER"
                    && filter.Text("insertPosition", "relativeTo") == SniCluster
                    && filter.Text("filterName") == Rewrite
                    && filter.Text("filterType") == "NETWORK")
                .Select(filter => filter.At("filterConfig"));

    private IEnumerable<object?> Patches(object? spec) =>
        !spec.TextMap("workloadSelector", "labels").Selects(_facts.GatewaySelector)
            ? []
            : spec.Items("configPatches")
                .Where(patch => patch.Text("applyTo") == "NETWORK_FILTER"
                    && patch.Text("match", "context") == "GATEWAY"
                    && patch.At("match", "listener").Number("portNumber") == _facts.GatewayServicePort
                    && patch.At("match", "listener", "filterChain").Text("filter", "name") == SniCluster
                    && patch.Text("patch", "operation") == "INSERT_AFTER"
                    && patch.At("patch", "value").Text("name") == Rewrite)
                .Select(patch => patch.At("patch", "value"))
                .Select(value => _facts.IstioVersion >= new Version(1, 7)
                    ? value.Text("typed_config", "@type") == RewriteType ? value.At("typed_config") : null
                    : value.At("config"));

    [GeneratedRegex(@"^outbound_\.(?<port>[0-9]+)_\._\.(?<host>.+)$")]
    private static partial Regex ClusterName();
}
