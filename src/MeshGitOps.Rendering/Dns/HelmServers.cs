using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// Server blocks as the values <c>servers</c> of the Helm chart of CoreDNS (charts/coredns of coredns/helm, which rke2-coredns is made
/// from): zones, one port, plugins with <c>parameters</c> and <c>configBlock</c>.
/// </summary>
internal static class HelmServers
{
    private const int MaxFindings = 20;

    /// <summary>Reports what the values have no place for: snippets, imports outside of a server block, a port for each of several zones.</summary>
    public static void Check(CorefileDocument document, DiagnosticBag bag)
    {
        var snippets = document.Stanzas.Where(stanza => stanza.Form == CorefileStanzaForm.Snippet).Select(stanza => (stanza.Keys[0], "a snippet"));
        var imports = document.Imports.Select(import => (import, "an 'import' outside of a server block"));
        var keys = document.Stanzas.Where(stanza => stanza.Form == CorefileStanzaForm.Braces && !HasOneAddress(stanza))
            .Select(stanza => (stanza.Keys[0], "a server block whose zones do not share one known port"));
        var parameters = document.Stanzas.SelectMany(stanza => stanza.Plugins)
            .Where(plugin => ParametersOf(document, plugin).Contains('\n', StringComparison.Ordinal))
            .Select(plugin => (plugin.Name, "a parameter of more than one line"));
        foreach (var (token, what) in snippets.Concat(imports).Concat(keys).Concat(parameters).Take(MaxFindings))
        {
            bag.Add(
                DnsDiagnostics.CorefileNotAsValues,
                document.Source.At(token.Span),
                $"The base Corefile has {what}, which the values of the chart 'rke2-coredns' cannot say.",
                "Commit the Corefile that the chart has made: 'kubectl -n kube-system get configmap rke2-coredns-rke2-coredns -o jsonpath={.data.Corefile}'.");
        }
    }

    /// <summary>One item for each server block, in reading order; the document has passed <see cref="Check"/>.</summary>
    public static ImmutableArray<ManifestMapping> Of(CorefileDocument document) =>
        [.. document.Stanzas.Select(stanza => Server(document, stanza).Build())];

    private static ManifestBuilder Server(CorefileDocument document, CorefileStanza stanza)
    {
        var keys = stanza.Keys.Select(token => CorefileKey.TryParse(token.Text)).OfType<CorefileKey>().ToList();
        return new ManifestBuilder()
            .Add("zones", ManifestBuilder.Sequence(keys.Select(Zone)))
            .Add("port", keys[0].Port)
            .Add("plugins", ManifestBuilder.Sequence(stanza.Plugins.Select(plugin => Plugin(document, plugin))));
    }

    /// <summary>The chart makes the ports of its Service from these: without <c>use_tcp</c>, port 53 answers UDP alone.</summary>
    private static ManifestBuilder Zone(CorefileKey key)
    {
        var zone = new ManifestBuilder().Add("zone", key.Zone).Add("scheme", $"{key.Scheme}://");
        return key.Scheme == "dns" ? zone.Add("use_tcp", true) : zone;
    }

    private static ManifestBuilder Plugin(CorefileDocument document, CorefilePlugin plugin)
    {
        var parameters = ParametersOf(document, plugin);
        var block = plugin.Block is { } span ? Dedent(document.Source.Text.Substring(span.Start, span.Length)) : "";
        return new ManifestBuilder()
            .Add("name", plugin.Name.Text)
            .Add("parameters", parameters.Length == 0 ? null : (ManifestValue)parameters)
            .Add("configBlock", block.Length == 0 ? null : (ManifestValue)block);
    }

    /// <summary>With their quotes.</summary>
    private static string ParametersOf(CorefileDocument document, CorefilePlugin plugin) => string.Join(
        ' ',
        plugin.Arguments.Select(argument => document.Source.Text.Substring(argument.Span.Start, argument.Span.Length)));

    private static bool HasOneAddress(CorefileStanza stanza)
    {
        var keys = stanza.Keys.Select(token => CorefileKey.TryParse(token.Text)).ToList();
        return keys.TrueForAll(key => key is not null && key.Value.Port == keys[0]!.Value.Port)
            && (keys.Count == 1 || keys is [{ Port: 53 }, ..]);
    }

    private static string Dedent(string block)
    {
        var lines = block.Split('\n').Select(line => line.TrimEnd()).ToList();
        var indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..])).Trim('\n');
    }
}
