using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>A Gateway that opens what the published one opens and what the rendered one opens.</summary>
internal static class GatewayUnion
{
    public static ManifestMapping Of(ManifestMapping published, ManifestMapping rendered)
    {
        if (published["spec"] is not ManifestMapping before || rendered["spec"] is not ManifestMapping after)
        {
            return rendered;
        }

        var old = MeshObject.ItemsOf(before, "servers");
        var merged = MeshObject.ItemsOf(after, "servers")
            .Select(server => old.FirstOrDefault(item => PortOf(item) == PortOf(server)) is { } same ? WithHostsOf(same, server) : server)
            .ToList();
        // The old port forwards the new hosts too: clients that have not synced dial it for them.
        var hosts = merged.SelectMany(server => MeshObject.TextsOf(server, "hosts")).ToList();
        merged.AddRange(old
            .Where(item => PortOf(item) is not null && !merged.Exists(server => PortOf(server) == PortOf(item)))
            .Select(item => Renamed(WithHosts(item, MeshObject.TextsOf(item, "hosts").Concat(hosts))))
            .ToList());
        return With(rendered, "spec", With(after, "servers", new ManifestSequence([.. merged])));
    }

    private static long? PortOf(ManifestMapping server) => MeshObject.NumberOf(server["port"] as ManifestMapping, "number");

    private static ManifestMapping WithHostsOf(ManifestMapping published, ManifestMapping rendered) =>
        WithHosts(rendered, MeshObject.TextsOf(published, "hosts").Concat(MeshObject.TextsOf(rendered, "hosts")));

    private static ManifestMapping WithHosts(ManifestMapping server, IEnumerable<string> hosts) => With(
        server,
        "hosts",
        ManifestBuilder.Sequence([.. hosts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));

    /// <summary>Istio refuses a Gateway in which two ports have one name.</summary>
    private static ManifestMapping Renamed(ManifestMapping server) => server["port"] is ManifestMapping port && PortOf(server) is { } number
        ? With(server, "port", With(port, "name", FormattableString.Invariant($"tls-meshgitops-{number}")))
        : server;

    /// <summary>The same mapping with one of its fields replaced.</summary>
    private static ManifestMapping With(ManifestMapping mapping, string key, ManifestValue value) => new(
        [.. mapping.Fields.Select(field => field.Key == key ? new ManifestField(key, value) : field)]);
}
