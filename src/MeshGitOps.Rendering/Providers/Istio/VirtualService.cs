using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Traffic;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Kinds.TrafficPolicies;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>Where the sidecars of consumers send the requests to a host.</summary>
internal static class VirtualService
{
    public const string Kind = "VirtualService";

    public static Manifest Create(ClientEntryPlan entry, RoutingPlan routing, ClusterSettings settings) => IstioObject.Create(
        IstioApi.Networking(settings.IstioVersion),
        Kind,
        entry.ConfigNamespace,
        entry.Host.Host,
        routing.Origin,
        new ManifestPlacement(ManifestConcern.Client, entry.Host.GlobalNamespace, entry.Host.Host),
        new ManifestBuilder()
            .Add("hosts", [entry.Host.Host])
            .Add("exportTo", entry.ExportTo)
            .Add("http", ManifestBuilder.Sequence(routing.Routes.Select(Route))));

    private static ManifestBuilder Route(RoutePlan route)
    {
        var http = new ManifestBuilder().Add("name", route.Name is { } name ? new ManifestString(name) : null);
        ImmutableArray<ManifestBuilder> matches =
        [
            .. route.Matches.Select(match => Match(match, route.Port)),
            .. route.Matches.IsEmpty && route.Port is { } port ? [new ManifestBuilder().Add("port", port)] : ImmutableArray<ManifestBuilder>.Empty,
        ];
        if (!matches.IsEmpty)
        {
            http.Add("match", ManifestBuilder.Sequence(matches));
        }

        http.Add("route", ManifestBuilder.Sequence(route.Destinations.Select(destination => new ManifestBuilder()
                .Add("destination", Destination(destination))
                .Add("weight", Number(destination.Weight)))))
            .Add("timeout", Text(route.Timeout))
            .Add("retries", route.Retries is { } retries ? Retries(retries) : null)
            .Add("fault", Fault(route));
        return route.Mirror is { } mirror
            ? http.Add("mirror", Destination(mirror.Destination)).Add("mirrorPercentage", Percent(mirror.Percent))
            : http;
    }

    private static ManifestBuilder Match(TrafficMatch match, int? port)
    {
        var request = new ManifestBuilder();
        if (match.Path is { } path)
        {
            request.Add("uri", Text(path));
        }

        if (!match.Methods.IsEmpty)
        {
            request.Add("method", match.Methods is [var only]
                ? new ManifestBuilder().Add("exact", only.Value)
                : new ManifestBuilder().Add("regex", string.Join('|', match.Methods.Select(method => method.Value))));
        }

        if (!match.Headers.IsEmpty)
        {
            var headers = new ManifestBuilder();
            foreach (var header in match.Headers)
            {
                // The webhook refuses names that are not in lower case.
                headers.Add(header.Name.Value.ToLowerInvariant(), Text(header.Value));
            }

            request.Add("headers", headers);
        }

        return request.Add("port", Number(port));
    }

    private static ManifestBuilder Text(TextMatchSpec match) => new ManifestBuilder().Add(
        match.Kind switch
        {
            TextMatchKind.Exact => "exact",
            TextMatchKind.Prefix => "prefix",
            _ => "regex",
        },
        match.Text.Value);

    private static ManifestBuilder Destination(DestinationPlan destination) => new ManifestBuilder()
        .Add("host", destination.Host)
        .Add("subset", Text(destination.Subset))
        .Add("port", new ManifestBuilder().Add("number", destination.Port));

    private static ManifestBuilder Retries(TrafficRetries retries) => new ManifestBuilder()
        .Add("attempts", retries.Attempts)
        .Add("perTryTimeout", Text(retries.PerTryTimeout))
        .Add("retryOn", Text(retries.RetryOn));

    private static ManifestBuilder? Fault(RoutePlan route) => route is { Delay: null, Abort: null }
        ? null
        : new ManifestBuilder()
            .Add("delay", route.Delay is { } delay
                ? new ManifestBuilder().Add("percentage", Percent(delay.Percent)).Add("fixedDelay", delay.Duration)
                : null)
            .Add("abort", route.Abort is { } abort
                ? new ManifestBuilder().Add("percentage", Percent(abort.Percent)).Add("httpStatus", abort.Status)
                : null);

    private static ManifestBuilder Percent(int value) => new ManifestBuilder().Add("value", value);

    private static ManifestString? Text(string? text) => text is null ? null : new ManifestString(text);

    private static ManifestInteger? Number(int? number) => number is null ? null : new ManifestInteger(number.Value);
}
