using System.Globalization;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Routing;

/// <summary>How findings name a route, and where they point where a whole mapping is meant.</summary>
internal static class RouteWords
{
    /// <summary><c>HTTP route 'canary'</c>, or <c>TCP route 2</c>, counted from 1.</summary>
    public static string Name(this VirtualServiceRoute route)
    {
        var list = route.Protocol.ToString().ToUpperInvariant();
        return route.Node.Text("name") is { Value.Length: > 0 } name
            ? $"{list} route '{name.Value}'"
            : string.Create(CultureInfo.InvariantCulture, $"{list} route {route.Index + 1}");
    }

    /// <summary>The first key of a mapping; the whole of an empty one.</summary>
    public static SourceLocation FirstKey(this YamlMapping mapping) =>
        mapping.Entries is [var first, ..] ? first.Key.Location : mapping.Location;
}
