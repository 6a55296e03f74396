using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>What is wrong with a server block that a template rendered.</summary>
/// <param name="Offset">Its place in the rendered text.</param>
/// <param name="What">The object of 'renders'.</param>
internal readonly record struct StubMistake(int Offset, string What, string Help);

/// <summary>
/// Reads the text that a template rendered for a zone: one server block, for this zone and no other, that answers its hosts. What it
/// imports stands elsewhere and cannot be read here, so that it is refused.
/// </summary>
internal static class StubTemplateCheck
{
    private const string OneBlock = "Render one server block '{{zone.domain}}:{{zone.port}} { … }' and nothing else.";

    /// <summary>The first mistake, or null.</summary>
    public static StubMistake? Find(SourceText text, DnsZone zone, StubTarget target)
    {
        var (document, findings) = CorefileParser.Parse(text);
        if (document is null || !findings.IsEmpty)
        {
            var (offset, help) = findings is [var first, ..] ? (first.Location.Span.Start, $"{first.Message} {first.Help}".TrimEnd()) : (0, OneBlock);
            return new(offset, "no Corefile", help);
        }

        if (CorefileMarkers.First(document) is { } marker)
        {
            return new(marker.Span.Start, $"the marker '{Shown.Of(marker.Text.Trim())}'", "Leave markers out: they are put around the block, and say what is replaced at the next render.");
        }

        if (document.Imports is [var import, ..])
        {
            return new(import.Span.Start, "an 'import'", OneBlock);
        }

        var expected = new CorefileKey("dns", zone.Domain, 53);
        foreach (var stanza in document.Stanzas)
        {
            foreach (var key in stanza.Keys.Where(key => stanza.Form == CorefileStanzaForm.Snippet || CorefileKey.TryParse(key.Text) != expected))
            {
                return new(key.Span.Start, $"the server block '{Shown.Of(key.Text)}'", OneBlock);
            }
        }

        return document.Stanzas is [{ Form: CorefileStanzaForm.Braces, Keys.Length: 1 } only]
            ? FindIn(only, zone, target)
            : new(document.Stanzas is [_, var second, ..] ? second.Span.Start : 0, document.Stanzas.IsEmpty ? "no server block" : "not one server block with braces", OneBlock);
    }

    private static StubMistake? FindIn(CorefileStanza stanza, DnsZone zone, StubTarget target)
    {
        if (stanza.Plugins.FirstOrDefault(plugin => plugin.Name.Text == "import") is { } import)
        {
            return new(import.Name.Span.Start, "an 'import'", "Write the plugins themselves.");
        }

        foreach (var argument in stanza.Plugins.SelectMany(plugin => plugin.Arguments).Where(argument => argument.Text.Contains('\n', StringComparison.Ordinal)))
        {
            return new(argument.Span.Start, "a parameter of more than one line", "The values of a chart cannot say it.");
        }

        var start = stanza.Keys[0].Span.Start;
        if (target is { Mode: DnsMode.Hosts, IsClosed: true })
        {
            return CorefileSoundness.IsClosed(stanza.Plugins)
                ? FindMissing(stanza, zone, "template", AnswersOf, record => (ClosedZone.TypeOf(record), record.Address))
                : new(start, "a server block that is not closed", "End it with a 'template' that answers every other name, the only one without 'fallthrough'.");
        }

        if (!CorefileSoundness.IsOpen(stanza.Plugins))
        {
            return new(start, $"a server block without one '{StubStanza.ForwardPlugin(target.Version)}'", "Other names of the zone must be answered by somebody.");
        }

        return target.Mode == DnsMode.Hosts
            ? FindMissing(stanza, zone, "hosts", EntriesOf, record => (record.Address, record.Host))
            : FindOtherServer(stanza, zone, target);
    }

    private static StubMistake? FindMissing(
        CorefileStanza stanza,
        DnsZone zone,
        string name,
        Func<CorefileProperty, IEnumerable<(string, string)>> read,
        Func<DnsRecord, (string, string)> wanted)
    {
        var plugins = stanza.Plugins.Where(plugin => plugin.Name.Text == name).ToList();
        var known = plugins.SelectMany(plugin => plugin.Properties).SelectMany(read).ToHashSet();
        foreach (var record in zone.Records.Where(record => !known.Contains(wanted(record))))
        {
            return new(
                (plugins is [var plugin, ..] ? plugin.Name : stanza.Keys[0]).Span.Start,
                $"no answer to host '{record.Host}'",
                $"Go through 'zone.records' in plugin '{name}'.");
        }

        return null;
    }

    /// <summary>A line of <c>hosts</c>: an address and its names.</summary>
    private static IEnumerable<(string, string)> EntriesOf(CorefileProperty property) =>
        property.Arguments.Select(argument => (property.Name.Text, argument.Text));

    /// <summary>A line <c>answer "{{ .Name }} 30 IN A 240.0.0.1"</c> of <c>template</c>.</summary>
    private static IEnumerable<(string, string)> AnswersOf(CorefileProperty property) => property.Name.Text == "answer"
        ? property.Arguments.Select(argument => argument.Text.Split(' ')).Where(words => words.Length > 1).Select(words => (words[^2], words[^1]))
        : [];

    /// <summary>Queries are spread over all servers, and only the declared ones know the hosts.</summary>
    private static StubMistake? FindOtherServer(CorefileStanza stanza, DnsZone zone, StubTarget target)
    {
        var forward = stanza.Plugins.First(plugin => plugin.Name.Text is "forward" or "proxy");
        var isWhole = forward.Arguments is [{ Text: var from }, _, ..] && (from == "." || from == zone.Domain);
        var other = forward.Arguments.Skip(1).Where(server => !IsOf(target, server.Text)).Take(1).ToList();
        return isWhole && other.Count == 0
            ? null
            : new(
                (other is [var server] ? server : forward.Name).Span.Start,
                $"a '{forward.Name.Text}' that does not lead to the servers of the zone",
                "Write '{{dns.plugin}} .', and after it the servers of 'dns.upstreams'.");
    }

    /// <summary>With a scheme or a port of its own, it is the same server.</summary>
    private static bool IsOf(StubTarget target, string server)
    {
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        var address = scheme < 0 ? server : server[(scheme + 3)..];
        return target.Upstreams.Any(upstream => address == upstream || address.StartsWith($"{upstream}:", StringComparison.Ordinal));
    }
}
