using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>A VirtualService for one host as istiod reads it.</summary>
internal sealed record RouteView(KubeObject Source, string Host)
{
    public string Namespace { get; } = Source.Namespace;

    public ImmutableArray<string> ExportTo { get; } = Source.Spec.Texts("exportTo");

    public bool IsVisibleTo(string clientNamespace) => Visibility.Includes(ExportTo, Namespace, clientNamespace);

    /// <summary>The HTTP routes that a request to a port may take, in their order.</summary>
    public IEnumerable<object?> RoutesOf(int port) => Source.Spec.Items("http").Where(route =>
        route.Items("match") is not { Count: > 0 } matches || matches.Any(match => match.Number("port") is null || match.Number("port") == port));

    /// <summary>Whether a route leaves nothing of a port to those behind it.</summary>
    public static bool TakesAll(object? route, int port) =>
        route.Items("match") is not { Count: > 0 } matches
        || matches.Any(match => match is YamlMap map && map.Keys.All(key => key == "port") && match.Number("port") == port);
}

/// <summary>One destination of a route, and where its calls end.</summary>
/// <param name="Weight">100 where a single destination says none; null for a mirror.</param>
internal sealed record RoutedCall(int Route, int? Weight, string Host, ImmutableArray<PriorityOutcome> Outcomes);
